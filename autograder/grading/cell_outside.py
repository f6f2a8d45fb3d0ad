"""Runs a teacher's test cell here, outside of the student's process: their names are proxies.

A function calls through the wire, plain data is fetched. What a call raises is raised here as the
builtin exception of that name. Only plain values come back, as they were there
(`autograder.sandbox.exact`).
"""

from __future__ import annotations

import ast
import builtins
import io
import traceback
import warnings
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from types import CodeType
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from autograder.client.cell_student import CellStudent, Given, Raising
from autograder.client.connection import OwnName
from autograder.client.deadlines import no_longer_than
from autograder.client.faults import GraderFault, StudentFault
from autograder.client.student import Returned
from autograder.course.cell_tests import CellTest
from autograder.grading.cell_names import KEPT, RUN, Need
from autograder.grading.cell_score import points_of_value
from autograder.sandbox.exact import is_exact
from autograder.sandbox.held import CHANGEABLE

FILE = "<test cell>"
NEVER_EQUAL = frozenset({"generator", "range", "function", "method", "module", "type", "ellipsis"})
LONGEST_SECONDS = 10.0  # of our processor for one test, the student's process apart


class Gone(BaseException):
    """The student's process is gone, or its time is over."""

    def __init__(self, fault: StudentFault) -> None:
        self.fault = fault


class OnlyInside(BaseException):
    """The test does with an answer what cannot be done from outside."""


@dataclass
class Seen:
    """What a test has met: faults, with what was raised for each.

    ``opaque`` is the first value that did not cross; ``kept`` says that the notebook holds as well
    what the test has a copy of, ``looked`` are the names of which it has one. ``stopped`` ended
    the test, whatever that made of it: a bare `except` catches it, too.
    """

    faults: list[tuple[BaseException, StudentFault]] = field(default_factory=list)
    kept: bool = False
    opaque: str = ""
    looked: dict[str, Any] = field(default_factory=dict)
    stopped: Gone | OnlyInside | GraderFault | None = None

    def stop(self, why: Gone | OnlyInside | GraderFault) -> NoReturn:
        """Raise the first reason there was to stop the test."""
        self.stopped = self.stopped or why
        raise self.stopped from None


class Opaque:
    """A value of the student's that does not cross: nothing can be done with it.

    One of a ``kind`` that is never equal to a plain value is not.
    """

    def __init__(self, what: str, seen: Seen, kind: str = "") -> None:
        self._what, self._kind, self._seen = what, kind, seen
        seen.opaque = seen.opaque or what

    def _cannot(self, *args: Any) -> Any:
        self._seen.stop(OnlyInside(self._what))

    def __eq__(self, other: object) -> bool:
        return False if self._kind in NEVER_EQUAL else bool(self._cannot())

    __hash__ = None  # type: ignore[assignment]
    __getattr__ = __iter__ = __len__ = __getitem__ = __call__ = __bool__ = _cannot
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = _cannot
    __lt__ = __gt__ = __le__ = __ge__ = __contains__ = __float__ = __int__ = _cannot


class StudentFunction(OwnName):
    """A function of the student's: a call goes to their process."""

    def __init__(self, student: CellStudent, name: str, seen: Seen) -> None:
        self._student, self.name, self._seen = student, name, seen
        self._calls = False

    @property
    def __doc__(self) -> str:  # type: ignore[override]
        return str(self.__getattr__("__doc__"))

    def __getattr__(self, name: str) -> Any:
        if name in ("__name__", "__qualname__"):  # unittest asks, and can do without
            raise AttributeError(name)
        self._seen.stop(OnlyInside(f"what `{self.name}` is, beyond what it returns,"))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return what it returns; lists, dicts and arrays that it changed are changed here, too."""
        changeable = any(isinstance(value, CHANGEABLE) for value in kwargs.values())
        if self._calls or changeable or not all(map(_can_go, (*args, *kwargs.values()))):
            self._seen.stop(OnlyInside(f"what `{self.name}` is called with"))
        if self._seen.stopped is not None:
            raise self._seen.stopped
        self._calls = True
        try:
            given = self._student.call_exactly(self.name, args, kwargs)
        except StudentFault as fault:
            self._seen.stop(Gone(fault))
        except GraderFault as fault:
            self._seen.stop(fault)
        finally:
            self._calls = False
        if isinstance(given, Given):
            self._seen.kept |= given.kept
            for mine, theirs in zip(args, given.arguments_after, strict=True):
                _changed_alike(mine, theirs)
            return given.value
        if isinstance(given, Raising):
            error = _exception(given)
            self._seen.faults.append((error, given.fault))
            raise error
        return Opaque(f"what `{self.name}` returned", self._seen, given.kind)


def _can_go(value: Any) -> bool:
    return isinstance(value, OwnName) or callable(value) or is_exact(value)


def _changed_alike(mine: Any, theirs: Any) -> None:
    if type(mine) is not type(theirs):
        return
    if isinstance(mine, list):
        mine[:] = theirs
    elif isinstance(mine, dict | set):
        mine.clear()
        mine.update(theirs)
    elif isinstance(mine, pd.DataFrame | pd.Series):
        if not mine.equals(theirs):
            mine._update_inplace(theirs)  # type: ignore[operator]  # pandas' own
    elif isinstance(mine, np.ndarray) and mine.shape == theirs.shape and mine.flags.writeable:
        mine[...] = theirs


def _exception(raised: Raising) -> BaseException:
    """Return the builtin exception that is nearest to what was raised, or of a type below it."""
    for name in raised.kinds:
        kind = getattr(builtins, name, None)
        if isinstance(kind, type) and issubclass(kind, Exception):
            if name != raised.kinds[0]:
                kind = type(raised.kinds[0], (kind,), {})
            try:
                error: BaseException = kind(raised.message)
                return error
            except TypeError:  # it takes more than a text, as those of Unicode do
                continue
    return RuntimeError(raised.message)


@dataclass(frozen=True)
class Ended:
    """How a test ended: its points, and of an error the line of its cell and what is known of it.

    ``points`` is None where it could not be run from outside, ``only_inside`` says why, or what it
    could not look into. ``changed`` is a value that is another one in the notebook by now;
    ``doubted``: in the notebook itself it, or a later test, may end otherwise.
    """

    points: float | None
    line: int = 0
    fault: StudentFault | None = None
    error: str = ""
    only_inside: str = ""
    changed: str = ""
    doubted: bool = False


class Outside:
    """Runs tests one after the other; what a test makes is there for the next ones."""

    def __init__(self) -> None:
        self._space: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}

    def run(self, test: CellTest, needs: Sequence[Need], student: CellStudent) -> Ended:
        """Run a test where the notebook stands; raise GraderFault for a fault of ours."""
        seen = Seen()
        ended = self._run(test, needs, student, seen)
        if ended.fault is not None and not ended.error:  # its process is gone
            return ended
        changed = _changed(seen, student)
        only_inside = ended.only_inside or seen.opaque
        doubted = seen.kept or bool(changed)
        return replace(ended, only_inside=only_inside, changed=changed, doubted=doubted)

    def _run(
        self, test: CellTest, needs: Sequence[Need], student: CellStudent, seen: Seen
    ) -> Ended:
        most, hidden = test.exercise.points, io.StringIO()
        try:
            body, last = _compiled(test.source)
            with redirect_stdout(hidden), redirect_stderr(hidden), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                with no_longer_than(LONGEST_SECONDS):
                    self._prepare(needs, student, seen)
                    exec(body, self._space)  # the teacher's own text
                    value = eval(last, self._space) if last is not None else None
            ended = Ended(points_of_value(value, most))
        except (GraderFault, KeyboardInterrupt):
            raise
        except BaseException as error:
            fault = next((fault for raised, fault in seen.faults if raised is error), None)
            ended = Ended(0.0, _line(error), fault, type(error).__name__)
        if isinstance(seen.stopped, GraderFault):
            raise seen.stopped
        if isinstance(seen.stopped, OnlyInside):
            return Ended(None, only_inside=str(seen.stopped))
        return Ended(0.0, fault=seen.stopped.fault) if seen.stopped else ended

    def _prepare(self, needs: Sequence[Need], student: CellStudent, seen: Seen) -> None:
        for need in needs:
            if need.how == KEPT and need.name in self._space:
                continue
            if need.how == RUN:
                exec(need.text, self._space)  # the teacher's import, or function
                continue
            try:
                found = student.look(need.name)
            except StudentFault as fault:
                seen.stop(Gone(fault))
            self._bind(need, found, student, seen)

    def _bind(self, need: Need, found: Returned | str, student: CellStudent, seen: Seen) -> None:
        if isinstance(found, Returned):
            self._space[need.name] = found.value
            if isinstance(found.value, CHANGEABLE):
                seen.looked[need.name] = found.value
        elif found == "missing":
            self._space.pop(need.name, None)
        elif need.text:  # the solution imports it, and the student has such a name, too
            exec(need.text, self._space)
        elif found == "function":
            self._space[need.name] = StudentFunction(student, need.name, seen)
        else:
            self._space[need.name] = Opaque(f"`{need.name}`", seen)


def _changed(seen: Seen, student: CellStudent) -> str:
    """Return a name of which the notebook and the test see other values by now; "" if none is."""
    for name, value in seen.looked.items():
        try:
            if student.has_changed(name, value):
                return name
        except StudentFault:
            return name
    return ""


def _compiled(source: str) -> tuple[CodeType, CodeType | None]:
    """Compile a cell: its statements, and its last expression if a notebook would show it."""
    tree = ast.parse(source, FILE)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
        shown = tree.body.pop()
        assert isinstance(shown, ast.Expr)
        last = compile(ast.Expression(shown.value), FILE, "eval")
    return compile(tree, FILE, "exec"), last


def _line(error: BaseException) -> int:
    """Return the line of the cell at which an error came out; 0 where there is none."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno or 0 for frame in frames if frame.filename == FILE), 0)
