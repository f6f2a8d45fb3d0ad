"""Grades what is handed in as it comes, and writes its page, with graders that stay warm.

The folder is the queue: a notebook is read when its turn has come, and what is known of it here is
a name and a hash. A grade lands as in any other run, by a plan of the student's folder as it is
then. So whatever stops a watch, the next one finds in the folder, the store and the gradebook what
is left to do.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.batch.arrivals import Arrivals
from autograder.batch.plan import Plan, make_plan, open_store
from autograder.batch.result import ClassResult
from autograder.batch.run import grade_class
from autograder.batch.store import FOLDER, Store
from autograder.course import Assignment, Course
from autograder.course.config import CONFIG
from autograder.course.inputs import FINGERPRINTS, HIDDEN, hashes_of
from autograder.errors import CourseError, of_one
from autograder.feedback.write import FeedbackSummary, page_is_old, write_feedback
from autograder.files import hash_of, hash_of_files
from autograder.gradebook.database import gradebook_url
from autograder.grading.pool import Pool
from autograder.intake import Refused, read_handed_in
from autograder.intake.groups import shared_work
from autograder.records import Grade, Submission
from autograder.term import adjustments, exceptions, roster
from autograder.term.tables import Tables

LOOK_SECONDS = 0.02  # from one look into the folder to the next
REST = 9  # times as long as a look took we wait after it: a large class costs a tenth of a core
CHANGED_SECONDS = 1.0  # from one look at the course's own files to the next
TABLES = (roster.FILE, exceptions.FILE, adjustments.FILE)

Told = Callable[[ClassResult, Set[str], FeedbackSummary | None], None]


@dataclass
class _Waiting:
    """A notebook whose turn has not come: where it stands, and who has handed it in."""

    folder: Path
    student: str
    students: set[str] = field(default_factory=set)


class Watch:
    """One assignment of a course, as its tests, settings and tables are now.

    ``told`` is told of all that has landed, and who was to have a new page. The pool must be the
    watch's own.
    """

    def __init__(
        self, course: Course, assignment: Assignment, tier: str, pool: Pool, told: Told
    ) -> None:
        self._course, self._assignment, self._pool, self._told = course, assignment, pool, told
        self._inputs = _inputs(course, assignment.name)
        self._tables = _tables(course.root)
        self._store = open_store(course, assignment, tier)
        self._arrivals = Arrivals(assignment, course.notebook_mb)
        self._waiting: dict[str, _Waiting] = {}  # by the key of the grade
        self._running: dict[str, set[str]] = {}
        self._aside: list[Grade] = []  # finished while another one was waited for
        self._new_pages = False  # for all who land next, whatever has changed

    def run(self, before_each_look: Callable[[], None] = lambda: None) -> None:
        """Grade what comes, until the course itself changes; then a new watch must go on."""
        looked = time.monotonic()
        while True:
            before_each_look()
            self.go_on()
            if time.monotonic() - looked < CHANGED_SECONDS:
                continue
            if _inputs(self._course, self._assignment.name) != self._inputs:
                return
            if (now := _tables(self._course.root)) != self._tables:
                self._tables = now
                self._arrivals.forget()  # lateness, groups and points of everybody may be others
                self._new_pages = True
            looked = time.monotonic()

    def go_on(self) -> None:
        """Look once: plan what has come, give it to graders, land what they have done."""
        began = time.monotonic()
        arrived = self._arrivals.look()
        rest = max(LOOK_SECONDS, REST * (time.monotonic() - began))
        if arrived:
            self._land(arrived, {})
        self._pool.feed(self._jobs())
        grades, self._aside = self._aside, []
        grades += self._pool.finished(0.0 if grades else rest)
        if grades:
            self._pool.feed(self._jobs())  # the graders go on while the grades land
            by_key = {grade.student: grade for grade in grades}
            self._land([s for key in by_key for s in self._running.pop(key)], by_key)

    def grade(self, submissions: Iterable[Submission]) -> Iterator[Grade]:
        """Grade these at once: earlier hand-ins, of which the best counts."""
        asked, more = set[str](), True

        def noted() -> Iterator[Submission]:
            nonlocal more
            for one in submissions:
                asked.add(one.student)
                yield one
            more = False

        queue = noted()
        while more or asked:
            self._pool.feed(queue)
            for grade in self._pool.finished(LOOK_SECONDS):
                if grade.student in asked:
                    asked.remove(grade.student)
                    yield grade
                else:
                    self._aside.append(grade)

    def _land(self, students: Iterable[str], grades: Mapping[str, Grade]) -> None:
        """Land what is known of these students' work, and ``grades`` by key; queue the rest."""
        course, assignment = self._course, self._assignment
        shared = shared_work(course, assignment.name, Tables(course.root).roster)
        everybody = shared.together(students)
        plan = make_plan(course, assignment, students=everybody, store=self._store, pool=self)
        if not (grades or plan.known or plan.refused or plan.unreadable or plan.left_out):
            self._queue(plan)
            return
        result = grade_class(plan, _Computed(grades, self._store))
        self._queue(plan, {*result.grades.students, *result.left_out})
        old = self._old_pages(result)
        handed = write_feedback(course, assignment, students=old) if old else None
        self._told(result, old, handed)

    def _queue(self, plan: Plan, landed: Set[str] = frozenset()) -> None:
        """Remember what was planned and has not landed."""
        keys = {student: known.key.hex() for student, known in plan.known.items()}
        keys |= {student: key for key, equal in plan.todo.items() for student in equal}
        for student in keys.keys() - landed:
            key = keys[student]
            if key in self._running:
                self._running[key].add(student)
                continue
            one = self._waiting.setdefault(key, _Waiting(plan.folder(student), student))
            one.students.add(student)

    def _jobs(self) -> Iterator[Submission]:
        """Read notebooks on their turn, each named by its key; who has changed comes again."""
        while self._waiting:
            key = next(iter(self._waiting))
            one = self._waiting.pop(key)
            submission = self._read(one)
            if submission is None or self._store.key(submission) != key:
                self._arrivals.forget(*one.students)
                continue
            self._running[key] = one.students
            yield replace(submission, student=key)

    def _read(self, one: _Waiting) -> Submission | None:
        path = one.folder / f"{self._assignment.name}.ipynb"
        try:
            return read_handed_in(path, one.student, self._assignment, self._course.notebook_mb)
        except Refused:
            return None
        except BaseException as error:
            of_one(error, one.student, "reading the notebook", self._course.root)
            return None

    def _old_pages(self, result: ClassResult) -> Set[str]:
        """Whose pages are older than what has landed, or say other points."""
        moved, landed = {change.student for change in result.moved}, result.grades.students
        if self._new_pages:
            self._new_pages = False
            return landed | moved
        course, assignment = self._course, self._assignment
        return moved | {one for one in landed if page_is_old(course, assignment, one)}


class _Computed:
    """Grades that are there already, by key, for whom a run would compute them."""

    def __init__(self, grades: Mapping[str, Grade], store: Store) -> None:
        self._grades, self._store = grades, store

    def grade(self, submissions: Iterable[Submission]) -> Iterator[Grade]:
        """Yield the grades of those submissions that are as they were graded."""
        for one in submissions if self._grades else ():
            grade = self._grades.get(self._store.key(one))
            if grade is not None:
                yield replace(grade, student=one.student)


@contextmanager
def alone(course: Course, name: str) -> Iterator[None]:
    """Keep a second watch away; raise CourseError where there is one."""
    path = course.root / FOLDER / f"watch-{name}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CourseError(f"{name} is watched already, by another `course watch`") from None
        yield


def _inputs(course: Course, name: str) -> str:
    """Hash what is read once: by graders when they start, settings; and which gradebook it is."""
    root, measured = course.root, course.root / HIDDEN / name / FINGERPRINTS
    settings = hash_of_files(root, [root / CONFIG, root / "nbgrader_config.py", measured])
    gradebook = Path(gradebook_url(course).database or "")
    which = gradebook.stat().st_ino if gradebook.is_file() else 0
    return hash_of([hashes_of(root, name), settings, which])


def _tables(root: Path) -> str:
    """Hash the tables that a person keeps of the class."""
    return hash_of_files(root, [root / name for name in TABLES])
