"""A student's notebook, run and answering: ``student.mse_gradient(theta, X, y)``.

The code runs in a jailed child (``autograder.sandbox``); this side keeps the deadlines, forks again
after a hang or a crash, and turns what went wrong into a StudentFault.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from autograder import faults
from autograder.cell_outputs import Budget, NotOutputs, clean_outputs, error_output
from autograder.clock import Clock
from autograder.faults import GraderFault, StudentFault
from autograder.link import Link
from autograder.records import Cell, CellRun, Limits, Submission
from autograder.replies import dtype_of, fault_of, missing
from autograder.sandbox.launcher import Sandbox
from autograder.sandbox.values import rng
from autograder.sandbox.wire import Late, Message

__all__ = ["Answer", "GraderFault", "Returned", "Student", "StudentFault", "rng"]

MOST_HANGS = 2  # calls of one answer: further ones would take the time of the other answers
FULL_CELLS = 32  # a notebook shows as much as this many cells that show all they may
NOT_RUN = ("text", "picture", "quoted", "check")  # in grading; `run_checks` runs the checks


@dataclass(frozen=True)
class Returned:
    """What a call gave: its value, the arguments as the call left them, the value's dtype."""

    value: Any
    arguments_after: tuple[Any, ...]
    dtype: str | None


@dataclass(frozen=True)
class Answer:
    """A name of the notebook: call it, or get its value."""

    student: Student
    name: str

    def __call__(self, *args: Any) -> Any:
        """The value that the function returns; raises StudentFault."""
        return self.student._call(self.name, args, after=False).value

    def call(self, *args: Any) -> Returned:
        """The value, with the arguments afterwards; raises StudentFault."""
        return self.student._call(self.name, args, after=True)

    def get(self) -> Any:
        """The value of the name itself; raises StudentFault."""
        return self.student._get(self.name)


class Student:
    """Runs a submission's cells, then answers calls. ``replace`` binds names to our functions.

    What it replaces may be a value, too, which is then copied into the process.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        submission: Submission,
        limits: Limits,
        *,
        replace: Mapping[str, Any] | None = None,
        run_checks: bool = False,
        clock: Clock | None = None,
    ) -> None:
        self._sandbox = sandbox
        self._submission = submission
        self._limits = limits
        self._replace = dict(replace or {})
        skipped = NOT_RUN[:-1] if run_checks else NOT_RUN
        self._cells = {
            index: cell
            for index, cell in enumerate(submission.cells)
            if cell.kind == "code" and cell.role not in skipped
        }
        self._runs: dict[int, CellRun] = {}
        self._link: Link | None = None
        self._hung: set[int] = set()
        self._dead: StudentFault | None = None
        self._clock = clock or Clock(limits.submission_seconds)
        self._hangs: Counter[str] = Counter()
        self._budget = Budget(FULL_CELLS * limits.output_kb * 1024)
        self.flags: list[str] = []
        self.asked: set[str] = set()  # the names that were called or read

    @property
    def runs(self) -> tuple[CellRun | None, ...]:
        """What each cell showed, by its index; None for a cell that is not run."""
        return tuple(self._runs.get(index) for index in range(len(self._submission.cells)))

    @property
    def alive(self) -> bool:
        """Whether its process lives."""
        return self._link is not None and self._link.alive

    @property
    def dead(self) -> bool:
        """Whether the notebook cannot be run to its end, so that nothing in it can be asked."""
        return self._dead is not None

    def open(self) -> None:
        """Run the notebook, unless it has been run and its process lives."""
        while self._dead is None and not self.alive:
            self._run_cells()

    def close(self) -> None:
        """End the process."""
        if self._link:
            self._link.end()
            self._link = None

    def __enter__(self) -> Student:
        self.open()
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __getattr__(self, name: str) -> Answer:
        if name.startswith("_"):
            raise AttributeError(name)
        return Answer(self, name)

    def answer(self, name: str) -> Answer:
        """The answer of that name, also when Student has a method that is called so."""
        return Answer(self, name)

    @contextmanager
    def standing_in(self, ours: Mapping[str, Any]) -> Iterator[None]:
        """Bind names to ours in the process as it is, and within only; may raise StudentFault.

        A process that is new, since a call has ended this one, has its own again.
        """
        link = self._ready()
        kept = link.lent()
        for name, value in ours.items():
            self._bind(link, name, value)
        try:
            yield
        finally:
            if link.alive:
                for name in ours:
                    self._ask({"do": "unbind", "name": name}, b"", "between two calls")
                link.take_back(link.lent() - kept)

    def _run_cells(self) -> None:
        """One pass over the notebook in a fresh process; a hanging cell ends the pass."""
        try:
            link = self._link = Link(self._sandbox.spawn(), self._limits)
            for name, content in self._submission.files.items():
                self._ask({"do": "file", "name": name}, content, "while files were copied")
            for index, cell in self._cells.items():
                if index not in self._hung:
                    self._run_cell(index, cell)
                if not link.alive:
                    break
                if cell.name in self._replace:
                    self._bind(link, cell.name, self._replace[cell.name])
            else:
                names = {cell.name for cell in self._cells.values()}
                for name in self._replace.keys() - names:
                    self._bind(link, name, self._replace[name])
        except StudentFault as fault:
            self._die(fault, None)

    def _run_cell(self, index: int, cell: Cell) -> None:
        label = f"`{cell.name}`" if cell.name else f"cell {index + 1}"
        request = {"do": "run", "name": str(index), "source": cell.source}
        while_ = f"while running {label}"
        try:
            reply, _ = self._ask(request, b"", while_, self._limits.cell_seconds, label)
            outputs = self._outputs(reply, while_)
            run = CellRun(cell.name, self._budget.keep(outputs) if index not in self._runs else ())
        except faults.TimedOut as fault:
            self._hung.add(index)
            if self._clock.left <= 0:
                self._die(fault, None)
            self.flags.append(fault.says)
            run = CellRun(cell.name, (error_output("TimeLimit", fault.says),), fault.says)
        except StudentFault as fault:
            self._die(fault, index)
            run = CellRun(cell.name, (error_output("ProcessEnded", fault.says),), fault.says)
        self._runs.setdefault(index, run)

    def _die(self, fault: StudentFault, index: int | None) -> None:
        """The notebook cannot be run to its end, so that nothing in it can be asked any more."""
        self._dead = fault
        self.flags.append(fault.says)
        self.close()
        for later, cell in self._cells.items():
            if later not in self._runs and later != index:
                note = f"This cell was not run. {fault.says}"
                self._runs[later] = CellRun(cell.name, (error_output("NotRun", note),), note)

    def _bind(self, link: Link, name: str, ours: Any) -> None:
        raw = b""
        request: Message = {"do": "bind", "name": name}
        if callable(ours):
            request["callback"] = link.lend(ours)
        else:
            (request["value"],), raw = link.encode((ours,))
        self._ask(request, raw, "between two cells")

    def _outputs(self, reply: Message, while_: str) -> tuple[dict[str, Any], ...]:
        try:
            return clean_outputs(reply.get("outputs"))
        except NotOutputs:
            raise self._bad(while_) from None

    def _ask(
        self,
        message: Message,
        raw: bytes,
        while_: str,
        seconds: float | None = None,
        what: str = "The notebook",
    ) -> tuple[Message, bytearray]:
        assert self._link is not None
        allowed = self._limits.cell_seconds if seconds is None else seconds
        left = self._clock.left
        try:
            with self._clock.running() as start:
                return self._link.request(message, raw, start + min(allowed, left), while_)
        except Late:
            if self._link.was_starved(min(allowed, left)):
                raise faults.starved(what) from None
            if left <= allowed:
                raise faults.time_out("The notebook", self._limits.submission_seconds) from None
            raise faults.time_out(what, allowed) from None

    def _call(self, name: str, args: tuple[Any, ...], *, after: bool) -> Returned:
        if self._hangs[name] >= MOST_HANGS:
            raise faults.time_out(f"A call of `{name}`", self._limits.call_seconds)
        self.asked.add(name)
        link = self._ready()
        kept = link.lent()
        trees, raw = link.encode(args)
        request = {"do": "call", "name": name, "args": trees, "after": after}
        while_, what = f"in a call of `{name}`", f"A call of `{name}`"
        try:
            reply, blobs = self._ask(request, raw, while_, self._limits.call_seconds, what)
        except faults.TimedOut:
            self._hangs[name] += 1
            raise
        finally:
            link.take_back(link.lent() - kept)
        self._raise_fault(name, reply)
        return self._returned(link, reply, blobs, args if after else ())

    def _returned(
        self, link: Link, reply: Message, blobs: bytearray, args: tuple[Any, ...]
    ) -> Returned:
        trees = reply.get("after", [])
        if type(trees) is not list or len(trees) != len(args):
            raise self._bad("in its answer")
        with self._clock.running():  # how much there is to decode is up to the student
            value, *left = link.decode(reply["value"], blobs, tuple(trees))
        # A callable or an rng has no copy there that a call could have changed.
        after = (a if callable(a) or type(a) is rng else b for a, b in zip(args, left, strict=True))
        return Returned(value, tuple(after), dtype_of(value))

    def _get(self, name: str) -> Any:
        self.asked.add(name)
        link = self._ready()
        request = {"do": "get", "name": name}
        reply, blobs = self._ask(
            request, b"", f"when `{name}` was read", self._limits.call_seconds, f"Reading `{name}`"
        )
        self._raise_fault(name, reply)
        return self._returned(link, reply, blobs, ()).value

    def _ready(self) -> Link:
        self.open()
        if self._dead is not None:
            raise self._dead.with_traceback(None)  # raised for every check: it would grow
        assert self._link is not None
        return self._link

    def _bad(self, while_: str) -> StudentFault:
        if self._link:
            self._link.end()
        return faults.bad_reply(while_)

    def _raise_fault(self, name: str, reply: Message) -> None:
        if "value" in reply:
            return
        if reply.get("missing") is True:
            raise missing(name, self._cells, self._runs, bool(self._replace))
        wrong_call = self._link.wrong_call if self._link else ""
        fault = fault_of(name, reply, self._cells, wrong_call)
        raise fault or self._bad(f"in a call of `{name}`")
