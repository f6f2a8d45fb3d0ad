"""A student's notebook, run and answering: ``student.double(3)``.

The code runs in a jailed child (``autograder.sandbox``); this side keeps the deadlines, forks again
after a hang or a crash, and turns what went wrong into a StudentFault.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.client import faults
from autograder.client.advice import advice
from autograder.client.connection import Connection
from autograder.client.deadlines import Clock
from autograder.client.echoes import Echoes
from autograder.client.faults import GraderFault, StudentFault
from autograder.client.outputs import Budget, clean_outputs, error_output
from autograder.client.reply_faults import dtype_of, fault_of, missing
from autograder.records import Cell, CellRun, Limits, Output, Submission
from autograder.sandbox.launcher import Sandbox
from autograder.sandbox.values import BadValue, rng
from autograder.sandbox.wire import Late, Message

__all__ = ["Answer", "GraderFault", "Returned", "Student", "StudentFault", "rng"]

MOST_ENDINGS = 8  # cells in which the process ends: each costs a run of the cells above it
MOST_HANGS = 2  # calls of one answer: further ones would take the time of the other answers
MOST_TOLD = 2  # exceptions of one answer that are told apart
FULL_CELLS = 32  # a notebook shows as much as this many cells that show all they may
WORD = re.compile(r"\w+")
NOT_RUN = ("text", "picture", "quoted", "check")  # in grading; `run_checks` runs the checks


@dataclass(frozen=True)
class Returned:
    """What a call gave: its value, the arguments as the call left them, the value's dtype."""

    value: Any
    arguments_after: tuple[Any, ...]
    dtype: str | None


@dataclass(frozen=True)
class Raising:
    """An exception that a call raised: its types, the nearest first, its text, what is told of it.

    Types and text are the student's, and may hold what the call was given.
    """

    kinds: tuple[str, ...]
    message: str
    fault: StudentFault


@dataclass(frozen=True)
class Strange:
    """What a call gave and does not cross: the name of its type, if known, what is told of it."""

    kind: str
    fault: StudentFault


@dataclass(frozen=True)
class Answer:
    """A name of the notebook: call it, or get its value.

    >>> student.double(4.0)
    8.0
    """

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

    What it replaces may be a value, too, which is then copied into the process. Cells from the
    index ``until`` on are not run, nor are those that are known to be ``lost``: in which an earlier
    process hung or ended.
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
        until: int | None = None,
        lost: Collection[int] = (),
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
        self._connection: Connection | None = None
        self._until = len(submission.cells) if until is None else until
        self._next = 0  # the index of the first cell that its process has not run
        self._lost = set(lost)
        self._endings = 0
        self._asked = False  # cells that run after a call may know what it was given
        self._dead: StudentFault | None = None
        self._clock = clock or Clock(limits.submission_seconds)
        self._hangs: Counter[str] = Counter()
        self._told: dict[str, set[str]] = {}  # by answer, which exceptions were described
        self._budget = Budget(FULL_CELLS * limits.output_kb * 1024)
        self._absent: list[str] = []  # packages that cells import and that are not here
        self.flags: list[str] = []
        self.echoes: defaultdict[str, Echoes] = defaultdict(Echoes)  # of each name that was called

    @property
    def runs(self) -> tuple[CellRun | None, ...]:
        """What each cell showed, by its index; None for a cell that is not run."""
        return tuple(self._runs.get(index) for index in range(len(self._submission.cells)))

    @property
    def alive(self) -> bool:
        """Whether its process lives."""
        return self._connection is not None and self._connection.alive

    @property
    def lent(self) -> int:
        """How many functions of ours its process was handed, of which it may have kept values."""
        return self._connection.registered if self._connection else 0

    @property
    def dead(self) -> bool:
        """Whether the notebook cannot be run to its end, so that nothing in it can be asked."""
        return self._dead is not None

    @property
    def lost(self) -> frozenset[int]:
        """The cells in which its process hung or ended: it runs the notebook without them."""
        return frozenset(self._lost)

    def open(self) -> None:
        """Run the notebook, unless it has been run and its process lives."""
        while self._dead is None and not self.alive:
            self._guarded(self._start)

    def go_on(self, until: int) -> None:
        """Run the cells up to the index ``until`` as well, in the process that is there."""
        self._until = max(until, self._until)
        self._asked = True
        if self.alive:
            self._guarded(self._advance)
        self.open()

    def close(self) -> None:
        """End the process."""
        if self._connection:
            self._connection.end()
            self._connection = None

    def renew(self) -> None:
        """Run the notebook in a new process, which knows nothing of what the old one was asked."""
        self.close()
        self._hangs.clear()
        self.open()

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

    def _guarded(self, step: Callable[[], None]) -> None:
        try:
            step()
        except StudentFault as fault:
            self._die(fault, None)

    def _start(self) -> None:
        """Begin a pass over the notebook in a fresh process; a cell that loses it ends the pass."""
        self._connection = Connection(self._sandbox.spawn(), self._limits)
        self._next = 0
        for name, content in self._submission.files.items():
            self._ask({"do": "file", "name": name}, content, "while files were copied")
        self._advance()

    def _advance(self) -> None:
        """Run the cells that are to be run and have not been."""
        assert self._connection is not None
        connection = self._connection
        for index in range(self._next, self._until):
            self._next = index + 1
            if (cell := self._cells.get(index)) is None:
                continue
            if index not in self._lost:
                self._run_cell(index, cell)
            if not connection.alive:
                return
            if cell.name in self._replace:
                self._bind(connection, cell.name, self._replace[cell.name])
        if self._until == len(self._submission.cells):
            names = {cell.name for cell in self._cells.values()}
            for name in self._replace.keys() - names:
                self._bind(connection, name, self._replace[name])

    def _run_cell(self, index: int, cell: Cell) -> None:
        label = f"`{cell.name}`" if cell.name else f"cell {index + 1}"
        request = {"do": "run", "name": str(index), "source": cell.source}
        while_ = f"while running {label}"
        try:
            reply, _ = self._ask(request, b"", while_, label)
            outputs = clean_outputs(reply.get("outputs"))
            if index not in self._runs:
                self._miss(label, cell, reply)
                outputs = self._budget.keep((*outputs, *_advised(outputs)))
            run = CellRun(cell.name, outputs)
        except (faults.BadReply, BadValue):  # nobody does that by chance
            fault = self._bad(while_)
            self._die(fault, index)
            run = CellRun(cell.name, (error_output("ProcessEnded", fault.says),), fault.says)
        except StudentFault as fault:
            self._lose(index, fault)
            kind = "TimeLimit" if isinstance(fault, faults.TimedOut) else "ProcessEnded"
            run = CellRun(cell.name, (error_output(kind, fault.says),), fault.says)
        self._runs.setdefault(index, run)

    def _miss(self, label: str, cell: Cell, reply: Message) -> None:
        """Flag the packages that a cell imports and that are not here, if they stand in it."""
        told = reply.get("absent")
        words = set(WORD.findall(cell.source))
        for package in told if type(told) is list else ():
            if type(package) is str and package in words and package not in self._absent:
                self._absent.append(package)
                self.flags.append(f"{label} imports {package}, which is not installed here")

    def _lose(self, index: int, fault: StudentFault) -> None:
        """A cell in which the process hung or ended costs itself: the others run without it."""
        self._lost.add(index)
        self._endings += not isinstance(fault, faults.TimedOut)  # which the clock counts
        if self._clock.left <= 0 or self._endings > MOST_ENDINGS:
            self._die(fault, index)
        else:
            self.flags.append(fault.says)

    def _die(self, fault: StudentFault, index: int | None) -> None:
        """The notebook cannot be run to its end, so that nothing in it can be asked any more."""
        self._dead = fault
        self.flags.append(fault.says)
        self.close()
        for later, cell in self._cells.items():
            if later not in self._runs and later != index:
                note = f"This cell was not run. {fault.says}"
                self._runs[later] = CellRun(cell.name, (error_output("NotRun", note),), note)

    def _bind(self, connection: Connection, name: str, ours: Any) -> None:
        raw = b""
        request: Message = {"do": "bind", "name": name}
        if callable(ours):
            request["callback"] = connection.register_callback(ours)
        else:
            (request["value"],), raw = connection.encode((ours,))
        self._ask(request, raw, "between two cells")

    def _ask(
        self,
        message: Message,
        raw: bytes,
        while_: str,
        what: str = "The notebook",
    ) -> tuple[Message, bytearray]:
        """The reply to a request; ``while_`` and ``what`` say in a fault what took too long."""
        assert self._connection is not None
        is_call = message["do"] in ("call", "get", "look")
        allowed = self._limits.call_seconds if is_call else self._limits.cell_seconds
        left = self._clock.left
        try:
            with self._clock.running() as start:
                return self._connection.request(message, raw, start + min(allowed, left), while_)
        except Late:
            if self._connection.was_starved(min(allowed, left)):
                raise faults.starved(what) from None
            if left <= allowed:
                raise faults.time_out("The notebook", self._limits.submission_seconds) from None
            raise faults.time_out(what, allowed) from None

    def _call(self, name: str, args: tuple[Any, ...], *, after: bool) -> Returned:
        if self._hangs[name] >= MOST_HANGS:
            raise faults.time_out(f"A call of `{name}`", self._limits.call_seconds)
        connection = self._ready()
        reply, blobs = self._exchange(connection, name, args, {"after": after})
        self._raise_fault(name, reply)
        returned = self._returned(connection, reply, blobs, args if after else ())
        self.echoes[name].note(args, returned.value)
        return returned

    def _exchange(
        self, connection: Connection, name: str, args: tuple[Any, ...], more: Message
    ) -> tuple[Message, bytearray]:
        """The reply to a call, whatever it says."""
        kept = connection.registered
        named = more.get("kwargs", {})
        trees, raw = connection.encode((*args, *named.values()))
        request = {"do": "call", "name": name, "args": trees[: len(args)], **more}
        if "kwargs" in more:
            request["kwargs"] = dict(zip(named, trees[len(args) :], strict=True))
        while_, what = f"in a call of `{name}`", f"A call of `{name}`"
        try:
            return self._ask(request, raw, while_, what)
        except faults.TimedOut:
            self._hangs[name] += 1
            raise
        finally:
            connection.release(kept)

    def call_exactly(
        self, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> Returned | Raising | Strange:
        """What a call gives, as `autograder.sandbox.exact` has it, or how it ended otherwise.

        Raises the fault of a process that is gone, which no test may catch.
        """
        if self._hangs[name] >= MOST_HANGS:
            raise faults.time_out(f"A call of `{name}`", self._limits.call_seconds)
        connection = self._ready()
        more = {"after": True, "kwargs": dict(kwargs)}
        reply, blobs = self._exchange(connection, name, args, more)
        if "value" in reply:
            return self._returned(connection, reply, blobs, args)
        try:
            self._raise_fault(name, reply)
        except faults.BadReply:
            raise
        except StudentFault as fault:
            kinds, message = reply.get("raised"), reply.get("message")
            if isinstance(kinds, list) and isinstance(message, str):
                return Raising(tuple(map(str, kinds)), message, fault)
            return Strange(str(reply.get("unsupported", "")), fault)
        raise self._bad(f"in a call of `{name}`")

    def look(self, name: str) -> Returned | str:
        """The value of a name, or what it is: "function", "class", "module", "object", "missing".

        "object" is anything whose value does not cross the wire as it is.
        """
        connection = self._ready()
        while_, what = f"when `{name}` was read", f"Reading `{name}`"
        reply, blobs = self._ask({"do": "look", "name": name}, b"", while_, what)
        if "value" in reply:
            return self._returned(connection, reply, blobs, ())
        kind = "missing" if reply.get("missing") is True else reply.get("kind")
        return kind if kind in ("function", "class", "module", "missing") else "object"

    def run_here(self, label: str, source: str) -> tuple[Output, ...]:
        """Run code of ours in the student's namespace, where the notebook stands; what it shows."""
        self._ready()
        request = {"do": "run", "name": label, "source": source}
        reply, _ = self._ask(request, b"", f"while running `{label}`", f"`{label}`")
        try:
            return clean_outputs(reply.get("outputs"))
        except BadValue:
            raise self._bad(f"while running `{label}`") from None

    def _returned(
        self, connection: Connection, reply: Message, blobs: bytearray, args: tuple[Any, ...]
    ) -> Returned:
        trees = reply.get("after", [])
        if type(trees) is not list or len(trees) != len(args):
            raise self._bad("in its answer")
        with self._clock.running():  # how much there is to decode is up to the student
            value, *left = connection.decode(reply["value"], blobs, tuple(trees))
        # A callable or an rng has no copy there that a call could have changed.
        after = (a if callable(a) or type(a) is rng else b for a, b in zip(args, left, strict=True))
        return Returned(value, tuple(after), dtype_of(value))

    def _get(self, name: str) -> Any:
        connection = self._ready()
        while_, what = f"when `{name}` was read", f"Reading `{name}`"
        reply, blobs = self._ask({"do": "get", "name": name}, b"", while_, what)
        self._raise_fault(name, reply)
        return self._returned(connection, reply, blobs, ()).value

    def _ready(self) -> Connection:
        self.open()
        if self._dead is not None:
            raise self._dead.with_traceback(None)  # raised for every check: it would grow
        assert self._connection is not None
        return self._connection

    def _bad(self, while_: str) -> StudentFault:
        if self._connection:
            self._connection.end()
        return faults.bad_reply(while_)

    def _raise_fault(self, name: str, reply: Message) -> None:
        if "value" in reply:
            return
        if reply.get("missing") is True:
            lent = bool(self._replace) or self._asked
            raise missing(name, self._cells, self._runs, lent, self._absent)
        wrong_call = self._connection.wrong_call if self._connection else ""
        fault = fault_of(name, reply, self._cells, wrong_call, self._absent)
        if isinstance(fault, faults.Raised):
            fault = self._not_too_often(name, fault)
        raise fault or self._bad(f"in a call of `{name}`")

    def _not_too_often(self, name: str, fault: faults.Raised) -> faults.Raised:
        """Tell only a few exceptions apart: which of many it is could spell out an input."""
        told = self._told.setdefault(name, set())
        if len(told) < MOST_TOLD:
            told.add(fault.says)
        if fault.says in told:
            return fault
        says = f"`{name}` raised another exception."
        hint = "What happens once the first is mended?"
        return faults.Raised(fault.type_name, "", says, hint, blank=fault.blank)


def _advised(outputs: Iterable[Output]) -> Iterator[Output]:
    """What is to be said of the errors that a cell showed."""
    for output in outputs:
        if output["output_type"] == "error" and (says := advice(output["ename"], output["evalue"])):
            yield {"output_type": "stream", "name": "stderr", "text": f"{says}\n"}
