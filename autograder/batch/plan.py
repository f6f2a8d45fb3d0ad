"""What a grading run will do, before anything is graded: what is known, what is to be computed.

A plan holds names and hashes, and no notebooks, which are read again on their turn: a class of any
size is planned in little memory.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar

from autograder.batch.attempts import Chosen, Graders, choose
from autograder.batch.folder_index import FolderIndex, IndexEntry, stamp_of
from autograder.batch.store import Store
from autograder.batch.tier import sandbox_tier
from autograder.course import Assignment, Course
from autograder.errors import CourseError, of_one
from autograder.files import hash_of
from autograder.grading.shares import read_shares
from autograder.intake import Refused, Unreadable, read_handed_in, submissions_of
from autograder.intake.groups import SharedWork, shared_work
from autograder.records import Submission
from autograder.term.tables import Tables
from autograder.testing.words import words_of

T = TypeVar("T")


class LoadedSubmission(NamedTuple):
    """A notebook, and what its grade depends on."""

    submission: Submission
    parts: Mapping[str, str]


class NotLoaded(NamedTuple):
    """Why a notebook cannot be graded: ``refused`` at intake, or this machine could not read it."""

    why: str
    refused: bool


class LookedUp(NamedTuple):
    """A folder's index entry, and whether the grade that it names is kept and current."""

    entry: IndexEntry
    is_kept: bool


@dataclass(frozen=True)
class Plan:
    """A class's submissions: those whose grade is known, and those to compute.

    ``known`` holds index entries by student, without a digest unless an earlier run noted it;
    ``todo`` the students by key, so that equal notebooks stand together; ``stamps`` those of the
    folders in ``todo``. ``refused``, ``unreadable`` and ``left_out`` say why, by student.
    """

    course: Course
    assignment: Assignment
    store: Store
    seen: FolderIndex
    left_out: Mapping[str, str]
    shared: SharedWork
    chosen: Chosen
    tables: Tables
    whole: bool = True  # and not one student alone
    known: dict[str, IndexEntry] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    todo: dict[str, list[str]] = field(default_factory=dict)
    stamps: dict[str, bytes] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many submissions there are."""
        return len(self.known) + len(self.refused) + sum(map(len, self.todo.values()))

    def folder(self, student: str) -> Path:
        """Return where the work stands that counts: a student's own, or their group's."""
        owner = self.shared.of(student)
        chosen = self.chosen.folders.get(owner)
        return chosen or self.course.root.joinpath("submitted", owner, self.assignment.name)

    def graded_folder(self, student: str) -> Path:
        """Return where a student's graded notebook stands."""
        return self.course.root.joinpath("autograded", student, self.assignment.name)

    def read(self, student: str) -> Submission:
        """Read a student's notebook; raise Refused."""
        path = self.folder(student) / f"{self.assignment.name}.ipynb"
        return read_handed_in(path, student, self.assignment, self.course.notebook_mb)

    def load(self, student: str) -> LoadedSubmission:
        """Return a student's notebook as it is now, with what its grade depends on."""
        submission = self.read(student)
        return LoadedSubmission(submission, self.store.parts(submission))

    def look_up(self, student: str) -> LookedUp:
        """Return the key of a student's grade, and whether that grade is kept and current.

        A notebook that an earlier run saw as it stands is not read again.
        """
        stamp = stamp_of(self.folder(student))
        seen = self.seen.get(student, stamp)
        if seen is not None and self.store.has(seen.key.hex()):
            return LookedUp(seen, True)
        key = hash_of(self.load(student).parts)
        kept = self.store.has(key) and self.store.is_current(key)
        return LookedUp(IndexEntry(stamp, bytes.fromhex(key), b""), kept)

    def check_there(self, student: str) -> None:
        """Raise CourseError, with the reason, where a student is left out."""
        if why := self.left_out.get(student):
            raise CourseError(f"{student}: {why}")

    def attempt(self, student: str, read: Callable[[str], T]) -> T | NotLoaded:
        """Call ``read``; whatever it raises is about this student's work, which is left out."""
        try:
            return read(student)
        except Refused as error:
            return NotLoaded(str(error), not isinstance(error, Unreadable))
        except BaseException as error:
            why = of_one(error, student, "reading the notebook", self.course.root)
            return NotLoaded(why, refused=False)


def open_store(course: Course, assignment: Assignment, tier: str) -> Store:
    """Return the grades of an assignment; raise CourseError for a misspelt name in its tables."""
    read_shares(course.root, words_of(course.root, *course.assignments))
    return Store(course, assignment, tier)


def make_plan(
    course: Course,
    assignment: Assignment,
    *,
    students: Collection[str] | None = None,
    force: bool = False,
    tier: str = "",
    store: Store | None = None,
    pool: Graders | None = None,
    found: Callable[[int], None] = lambda jobs: None,
) -> Plan:
    """Look at what is in ``submitted/`` and which grades are known.

    ``students``: look at these only; who of them has handed in nothing is left out.
    ``tier`` is the sandbox that grades are made in; by default the one that this machine gives.
    ``store`` was opened before, and is that of the tests as they were then.
    ``pool`` grades earlier hand-ins, where the best one counts; without it, those that were graded
    before are compared.
    ``found`` is told, while we look, for how many notebooks there is work: graders need not wait.
    """
    tables = Tables(course.root)
    store = store or open_store(course, assignment, tier or sandbox_tier(course))
    shared = shared_work(course, assignment.name, tables.roster)
    owners = None if students is None else {shared.of(one) for one in students}
    chosen = choose(course, assignment, tables, store, pool, owners)
    take, leave = _taken(course, assignment, students, shared)
    about = _index(course, store), leave, shared, chosen, tables
    plan = Plan(course, assignment, store, *about, whole=students is None)
    for name in take:
        looked = plan.attempt(name, plan.look_up)
        if isinstance(looked, NotLoaded):
            (plan.refused if looked.refused else plan.unreadable)[name] = looked.why
        elif looked.is_kept and not force:
            plan.known[name] = looked.entry
        else:
            plan.stamps[name] = looked.entry.stamp
            plan.todo.setdefault(looked.entry.key.hex(), []).append(name)
        found(len(plan.todo))
    return plan


def _index(course: Course, store: Store) -> FolderIndex:
    """Return what was seen of an assignment, as long as nothing but the answers has changed."""
    about = (course.notebook_mb, course.exchange_zone, store.mistakes.hash)
    noted = hash_of([dict(store.surroundings), *about])
    return FolderIndex(course.root, store.assignment.name, noted)


def _taken(
    course: Course, assignment: Assignment, students: Collection[str] | None, shared: SharedWork
) -> tuple[Iterable[str], Mapping[str, str]]:
    take, leave = submissions_of(course.root / "submitted", assignment.name)
    if shared.holders:
        take = sorted({*take, *shared.holders} - leave.keys())
    if students is None:
        return take, leave
    there = set(take)
    gone = {
        one: leave.get(one, f"there is no submitted/{one}/{assignment.name}")
        for one in students
        if one not in there
    }
    return sorted(there.intersection(students)), gone
