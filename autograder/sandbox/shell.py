"""One IPython shell that runs cells as Jupyter would: no kernel, threads, history or terminal."""

from __future__ import annotations

import ast
import builtins
import contextlib
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from inspect import modulesbyfile
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar

from IPython.core.compilerop import CachingCompiler
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.profiledir import ProfileDir
from IPython.utils.text import LSString, SList
from traitlets import Type, observe
from traitlets.config import Config

from autograder.sandbox import figure_png, going_on
from autograder.sandbox.absent import GuardImports
from autograder.sandbox.capture import Capture, Hook, Output, Publisher, Stream
from autograder.sandbox.commands import Commands
from autograder.sandbox.going_on import guarded
from autograder.sandbox.shell_snapshot import Snapshot

# Code that is the student's but has no cell: %%time, exec, a helper module beside the notebook.
OWN_FILES = ("<timed", "<string>")
DEEPEST = 20  # frames of a traceback that are shown
PACKAGING = {name: name for name in ("conda", "mamba", "micromamba")}
PACKAGING |= {name: f"{shlex.quote(sys.executable)} -m {name}" for name in ("pip", "uv")}
NO_INPUT = "input() cannot be used here: nobody is there to answer when your notebook is graded."


class ReadAhead(CachingCompiler):  # type: ignore[misc]
    """Keeps what is read of cells that many notebooks hold: text, and tree with guarded imports."""

    texts: ClassVar[dict[str, str]] = {}
    trees: ClassVar[dict[str, ast.Module]] = {}

    def ast_parse(self, source: str, *args: Any, **kwargs: Any) -> Any:
        """The tree of a text."""
        return self.trees.get(source) or super().ast_parse(source, *args, **kwargs)


class NoProfile(ProfileDir):  # type: ignore[misc]
    """A profile without files: an older IPython does not start without a place for them."""

    @observe("location")
    def _location_changed(self, change: Any) -> None:
        pass


class NotebookShell(InteractiveShell):  # type: ignore[misc]
    """What differs from IPython's own shell: where output goes, and how commands are run."""

    capture: Capture
    commands: Commands
    makes: str | None = None  # by the cell that runs, if that is to go on as far as there
    home = "/home/student/"
    compiler_class = Type(ReadAhead)

    def _nothing(self, *args: Any, **kwargs: Any) -> None:
        pass

    # ``exit`` does not end the notebook, no window opens, nobody is there to type into a debugger
    ask_exit = enable_gui = debugger = _nothing

    @contextlib.contextmanager
    def _tee(self, channel: str) -> Iterator[None]:
        yield  # IPython would keep a second copy of everything that is printed

    def transform_cell(self, raw_cell: str) -> Any:
        """The cell in plain Python, without IPython's own syntax."""
        return ReadAhead.texts.get(raw_cell) or super().transform_cell(raw_cell)

    def transform_ast(self, node: ast.Module) -> Any:
        """IPython would mend the places of all nodes after a transformer of its own kind."""
        if any(node is known for known in ReadAhead.trees.values()):
            return node
        tree = GuardImports().visit(node)
        return super().transform_ast(tree if self.makes is None else guarded(tree, self.makes))

    def should_run_async(self, raw_cell: str, **kwargs: Any) -> bool:
        """Whether the cell awaits something; IPython would compile every cell to know."""
        return ("await" in raw_cell or "async" in raw_cell) and bool(
            super().should_run_async(raw_cell, **kwargs)
        )

    def enable_matplotlib(self, gui: Any = None) -> Any:
        """``%matplotlib widget`` or ``qt``: figures are shown below the cell, as always."""
        return super().enable_matplotlib("inline")

    def system(self, cmd: str) -> None:
        """``!cmd``: through a pipe, since the jail has no terminal."""
        for text in self.commands.output(self.var_expand(cmd, depth=1)):
            sys.stdout.write(text)
        self.user_ns["_exit_code"] = self.commands.code

    system_piped = system_raw = system

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        """``x = !cmd``: return what it printed, as a list of lines or as one text."""
        text = "".join(self.commands.output(self.var_expand(cmd, depth=depth + 1))).rstrip("\n")
        return SList(text.splitlines()) if split else LSString(text)

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        """``%%wandb`` above an answer, if it is not here, is one line that fails and no more."""
        try:
            return super().run_cell_magic(magic_name, line, cell)
        except UsageError as error:
            if self.makes is None or self.find_cell_magic(magic_name) is not None:
                raise
            going_on.go_on(error, 0)
        self.run_cell(cell)
        return None

    def init_magics(self) -> None:
        """``%pip`` and its like are commands: IPython's own would look for a conda first."""
        super().init_magics()
        for name, command in PACKAGING.items():
            self.register_magic_function(self._packaging(command), "line", name)

    def _packaging(self, command: str) -> Callable[[str], None]:
        return lambda line: self.system(f"{command} {line}")

    def is_own_file(self, filename: str) -> bool:
        """Whether code with this file name is the student's."""
        return filename in self.compile._filename_map or filename.startswith(
            (*OWN_FILES, self.home)
        )

    def _get_exc_info(self, exc_tuple: Any = None) -> Any:
        kind, value, _ = super()._get_exc_info(exc_tuple)
        # else inspect asks two thousand modules, for each frame, whether they are the cell
        modulesbyfile.update((self.home + name, "__main__") for name in self.compile._filename_map)
        seen: set[int] = set()
        link: BaseException | None = value
        while link is not None and id(link) not in seen:
            seen.add(id(link))
            link.__traceback__ = self._own(link.__traceback__)
            link = link.__cause__ or link.__context__
        return kind, value, value.__traceback__

    def _own(self, traceback: TracebackType | None) -> TracebackType | None:
        """The part of a traceback that is in the student's code: ours could not be read anyway."""
        links = []
        while traceback is not None:
            if self.is_own_file(traceback.tb_frame.f_code.co_filename):
                links.append(traceback)
            traceback = traceback.tb_next
        made: TracebackType | None = None
        if len(links) > DEEPEST:  # an endless recursion takes seconds to render
            links = links[: DEEPEST // 2] + links[-DEEPEST // 2 :]
        for link in reversed(links):
            made = TracebackType(made, link.tb_frame, link.tb_lasti, link.tb_lineno)
        return made

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        self.capture.error(_name(etype), _text(evalue), stb)


def _name(kind: Any) -> str:
    return str(getattr(kind, "__name__", kind))


def _text(value: Any) -> str:
    try:
        return str(value)
    except BaseException:  # its __str__ is the student's
        return ""


def _no_input(prompt: object = "", /) -> str:
    raise RuntimeError(NO_INPUT)


class Cells:
    """Runs cells one after another in one namespace."""

    def __init__(self, max_chars: int, shell_seconds: float) -> None:
        self._capture = Capture(max_chars)
        self._commands = NotebookShell.commands = Commands(shell_seconds)
        NotebookShell.capture = Publisher.capture = Hook.capture = self._capture
        self.shell = _make_shell()
        self.names: dict[int, str] = {}  # execution count → the name of the cell
        builtins.input = _no_input
        going_on.shown = self._show
        self._run_cell = NotebookShell.run_cell

    def take_streams(self) -> None:
        """From now on, what is printed is an output of a cell."""
        NotebookShell.home = str(Path.cwd()) + "/"
        sys.stdout = Stream(self._capture, "stdout")
        sys.stderr = Stream(self._capture, "stderr")

    def protect(self) -> None:
        """Take a snapshot of the shell as it is now; ``run`` restores it after each cell."""
        self._snapshot = Snapshot(self.shell)

    def read_ahead(self, sources: Iterable[str]) -> None:
        """Parse texts of cells once for all notebooks."""
        for source in sources:
            with contextlib.suppress(SyntaxError):
                text = ReadAhead.texts[source] = self.shell.transform_cell(source)
                ReadAhead.trees[text] = self.shell.transform_ast(self.shell.compile.ast_parse(text))

    def mend(self) -> None:
        """Restore Python's builtins and tracers, which a call may have changed."""
        self._snapshot.restore_python()

    def run(self, name: str, source: str, makes: str | None = None) -> list[Output]:
        """Run the cell ``name``; return what it showed, its error as the last output.

        One that ``makes`` a name goes on as far as there.
        """
        self._capture.begin()
        self.shell.makes = makes
        going_on.found()  # what is left of a cell that was not told of
        self._commands.begin()
        self.names[self.shell.execution_count] = name
        error: BaseException | None = None
        try:
            result = self._run_cell(self.shell, source, store_history=True)
            error = result.error_before_exec or result.error_in_exec
        except BaseException as escaped:  # IPython itself fell over what the cell did to it
            error = escaped
        self._snapshot.restore()
        self.shell.makes = None  # what a call runs is no cell
        if error is not None:
            self._has_shown(error)
        return self._capture.end()

    def _show(self, error: BaseException) -> None:
        """Show the error of a statement that is left out."""
        self.shell.showtraceback((type(error), error, error.__traceback__))
        self._has_shown(error)
        self._capture.errors = 0

    def _has_shown(self, error: BaseException) -> None:
        """Show an error that IPython has only printed, or not even that."""
        if not self._capture.has_error():
            message = _text(error)
            self._capture.error(_name(type(error)), message, [f"{_name(type(error))}: {message}"])

    def frames(self, error: BaseException) -> list[tuple[str, int]]:
        """Where in the student's cells ``error`` passed: (cell name, line), innermost last."""
        found = []
        numbers = self.shell.compile._filename_map
        traceback = error.__traceback__
        while traceback is not None:
            number = numbers.get(traceback.tb_frame.f_code.co_filename)
            if number in self.names:
                found.append((self.names[number], traceback.tb_lineno or 0))
            traceback = traceback.tb_next
        return found[-5:]


def _make_shell() -> NotebookShell:
    config = Config()
    config.HistoryManager.enabled = False  # no SQLite, no thread
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.autocall = 0
    config.InlineBackend.print_figure_kwargs = {
        "bbox_inches": "tight",  # IPython's own choice
        "pil_kwargs": {"compress_level": 1},  # the same pixels in half the time, a third more bytes
    }
    with tempfile.TemporaryDirectory() as folder:  # it insists on one, and never needs it
        shell: NotebookShell = NotebookShell.instance(
            config=config,
            ipython_dir=folder,
            profile_dir=NoProfile(location=folder),  # nothing is read from a home directory
            display_pub_class=Publisher,
            displayhook_class=Hook,
        )
    shell.InteractiveTB.tb_offset = 0  # _own has removed IPython's own frame already
    figure_png.install()
    shell.enable_matplotlib("inline")
    return shell
