"""What a grading run will do, before anything is graded: what is known, what is to be computed.

A plan holds names and hashes, and no more than the first few hundred notebooks: a class of any size
is planned in the same memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from autograder.batch.folder_index import FolderIndex, IndexEntry, stamp_of
from autograder.batch.store import Store
from autograder.batch.tier import sandbox_tier
from autograder.course import Assignment, Course
from autograder.errors import CourseError, of_one
from autograder.files import hash_of
from autograder.grading.shares import read_shares
from autograder.intake import Refused, Unreadable, handed_in, read_handed_in
from autograder.records import Submission
from autograder.testing.words import words_of

MOST_KEPT = 2_000_000  # characters of the students' own, which need not be read twice
EACH = 5_000  # overhead of one cached notebook, in characters


class LoadedSubmission(NamedTuple):
    """A notebook, and what its grade depends on."""

    submission: Submission
    parts: Mapping[str, str]


class SubmissionCache:
    """The first few hundred notebooks, which need not be read again for their turn."""

    def __init__(self) -> None:
        self._looked: dict[str, LoadedSubmission] = {}
        self._room = MOST_KEPT

    def keep(self, student: str, looked: LoadedSubmission) -> None:
        """Have a notebook at hand, while there is room."""
        theirs = ("answer", "scratch", "quoted")
        own = [cell for cell in looked.submission.cells if cell.role in theirs]
        self._room -= EACH + sum(len(cell.source) for cell in own)
        self._room -= sum(len(picture.data) for cell in own for picture in cell.pictures)
        if self._room > 0:
            self._looked[student] = looked

    def take(self, student: str) -> LoadedSubmission | None:
        """Return a student's notebook, and keep it no longer."""
        return self._looked.pop(student, None)


@dataclass(frozen=True)
class Plan:
    """A class's submissions: those whose grade is known, and those to compute, twins together.

    What is known has no digest (``says``) unless a run before noted it.
    """

    course: Course
    assignment: Assignment
    store: Store
    seen: FolderIndex
    left_out: Mapping[str, str]
    known: dict[str, IndexEntry] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    todo: dict[str, list[str]] = field(default_factory=dict)
    stamps: dict[str, bytes] = field(default_factory=dict)
    at_hand: SubmissionCache = field(default_factory=SubmissionCache)

    @property
    def total(self) -> int:
        """How many submissions there are."""
        return len(self.known) + len(self.refused) + sum(map(len, self.todo.values()))

    def folder(self, student: str) -> Path:
        """Return where a student's work stands."""
        return self.course.root.joinpath("submitted", student, self.assignment.name)

    def graded_folder(self, student: str) -> Path:
        """Return where a student's graded notebook stands."""
        return self.course.root.joinpath("autograded", student, self.assignment.name)

    def read(self, student: str) -> Submission:
        """Read a student's notebook; raise Refused."""
        path = self.folder(student) / f"{self.assignment.name}.ipynb"
        return read_handed_in(path, student, self.assignment, self.course.notebook_mb)

    def look(self, student: str) -> LoadedSubmission:
        """Return a student's notebook as it is now, with what its grade depends on."""
        looked = self.at_hand.take(student)
        stamp = self.stamps.get(student)
        if looked is not None and stamp and stamp_of(self.folder(student)) == stamp:
            return looked
        submission = self.read(student)
        return LoadedSubmission(submission, self.store.parts(submission))


def make_plan(
    course: Course,
    assignment: Assignment,
    *,
    student: str | None = None,
    force: bool = False,
    tier: str = "",
    found: Callable[[int], None] = lambda jobs: None,
) -> Plan:
    """Look at what is in ``submitted/`` and which grades are known.

    Whatever is raised about one student's work leaves out that student.

    ``tier`` is the sandbox that grades are made in; by default the one that this machine gives.
    ``found`` is told, while we look, for how many notebooks there is work: graders need not wait.
    """
    words = words_of(course.root, *course.assignments)
    read_shares(course.root, words)  # a misspelt name ends here
    take, leave = _chosen(course, assignment, student)
    store = Store(course, assignment, tier or sandbox_tier(course))
    noted = hash_of([dict(store.surroundings), course.notebook_mb, course.exchange_zone])
    plan = Plan(course, assignment, store, FolderIndex(course.root, assignment.name, noted), leave)
    for name in take:
        try:
            _look_up(plan, name, force)
        except BaseException as error:
            plan.unreadable[name] = of_one(error, name, "reading the notebook", course.root)
        found(len(plan.todo))
    return plan


def _chosen(
    course: Course, assignment: Assignment, student: str | None
) -> tuple[Iterable[str], Mapping[str, str]]:
    take: list[str] = []
    leave: dict[str, str] = {}
    for name, problem in handed_in(course.root / "submitted", assignment.name):
        if problem:
            leave[name] = problem
        else:
            take.append(name)
    if student is None:
        return take, leave
    if student not in take:
        why = leave.get(student, f"there is no submitted/{student}/{assignment.name}")
        raise CourseError(f"{student}: {why}")
    return [student], {}


def _look_up(plan: Plan, student: str, force: bool) -> None:
    stamp = stamp_of(plan.folder(student))
    seen = plan.seen.get(student, stamp)
    if seen is not None and not force and plan.store.has(seen.key.hex()):
        plan.known[student] = seen
        return
    plan.stamps[student] = stamp
    try:
        looked = plan.look(student)
    except Unreadable as why:
        plan.unreadable[student] = str(why)
        return
    except Refused as why:
        plan.refused[student] = str(why)
        return
    key = hash_of(looked.parts)
    if not force and plan.store.has(key):
        plan.known[student] = IndexEntry(stamp, bytes.fromhex(key), b"")
    else:
        twins = plan.todo.setdefault(key, [])
        if not twins:
            plan.at_hand.keep(student, looked)
        twins.append(student)
