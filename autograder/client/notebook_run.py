"""Runs a student's notebook in a jailed child (``autograder.sandbox``), and asks that child.

This side keeps the deadlines and forks again after a hang or a crash.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Self

from autograder.client import faults
from autograder.client.advice import advice
from autograder.client.connection import Connection
from autograder.client.deadlines import Clock
from autograder.client.faults import StudentFault
from autograder.client.outputs import Budget, clean_outputs, error_output
from autograder.client.redact import left_out
from autograder.records import Cell, CellRun, Limits, Output, Submission
from autograder.sandbox.launcher import Sandbox
from autograder.sandbox.values import BadValue
from autograder.sandbox.wire import Late, Message

MOST_ENDINGS = 8  # cells in which the process ends: each costs a run of the cells above it
FULL_CELLS = 32  # a notebook shows as much as this many cells that show all they may
WORD = re.compile(r"\w+")
NOT_RUN = ("text", "picture", "quoted", "check")  # in grading; `run_checks` runs the checks


class NotebookRun:
    """Runs a submission's cells. ``replace`` binds names to our functions.

    What it replaces may be a value, too, which is then copied into the process. Cells from the
    index ``until`` on are not run, nor are those that are known to be ``lost``: in which an earlier
    process hung or ended. ``keep``: names that cells leave as they were, by the cells' indices.
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
        keep: Mapping[int, Collection[str]] | None = None,
    ) -> None:
        self._sandbox = sandbox
        self._submission = submission
        self._limits = limits
        self._replace = dict(replace or {})
        self._keep = dict(keep or {})
        self._going_on = not run_checks  # who checks their own work is shown the error
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
        self._budget = Budget(FULL_CELLS * limits.output_kb * 1024)
        self._absent: list[str] = []  # packages that cells import and that are not here
        self._hangs: Counter[str] = Counter()  # of the calls of each name, in this process
        self.flags: list[str] = []
        self.left_out: dict[str, tuple[str, ...]] = {}  # of a cell, by its name: what was not run

    @property
    def runs(self) -> tuple[CellRun | None, ...]:
        """What each cell showed, by its index; None for a cell that is not run."""
        return tuple(self._runs.get(index) for index in range(len(self._submission.cells)))

    @property
    def alive(self) -> bool:
        """Whether its process lives."""
        return self._connection is not None and self._connection.alive

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

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _guarded(self, step: Callable[[], None]) -> None:
        try:
            step()
        except StudentFault as fault:
            self._die(fault, None)

    def _start(self) -> None:
        """Begin a pass over the notebook in a fresh process; a cell that loses it ends the pass."""
        self._connection = Connection(self._sandbox.spawn(), self._limits)
        self._next = 0
        beside = {**self._submission.files, **self._submission.own_files}
        for name, content in beside.items():
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
        seen = index in self._runs  # what it shows is known
        request = {"do": "run", "name": str(index), "source": cell.source, "seen": seen}
        if self._going_on and cell.role == "answer":
            request["makes"] = cell.name
        if index in self._keep:
            request["keep"] = list(self._keep[index])
        while_ = f"while running {label}"
        try:
            reply, _ = self._ask(request, b"", while_, label)
            outputs = clean_outputs(reply.get("outputs"))
            if not seen:
                self._miss(label, cell, reply)
                self._leave_out(label, cell, reply)
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

    def _leave_out(self, label: str, cell: Cell, reply: Message) -> None:
        """Flag the statements without which a cell was run, as they stand in it."""
        codes = left_out(reply.get("left_out"), cell.source)
        if codes:
            self.left_out[cell.name] = codes
            said = " and ".join(f"`{code}`" for code in codes)
            self.flags.append(f"{label} was run without what stopped in it: {said}, please look")

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


def _advised(outputs: Iterable[Output]) -> Iterator[Output]:
    """What is to be said of the errors that a cell showed."""
    for output in outputs:
        if output["output_type"] == "error" and (says := advice(output["ename"], output["evalue"])):
            yield {"output_type": "stream", "name": "stderr", "text": f"{says}\n"}
