"""From source to release with stock nbgrader; proof that it is fresh and leaks nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.authoring.shared_parts import bring_up_to_date, stale_parts
from autograder.authoring.source_faults import stopping
from autograder.client.student import Student
from autograder.course import Assignment, Course
from autograder.errors import CourseError
from autograder.files import write_atomically
from autograder.gradebook.registration import generated
from autograder.grading.measuring import stale
from autograder.grading.pool import Pool
from autograder.intake import read_submission
from autograder.intake.several import together
from autograder.records import Grade, Limits, Submission
from autograder.release import Unreadable, clean, leaks, secrets_of
from autograder.testing.kept_replies import fingerprints_path


@dataclass(frozen=True)
class ReleaseProblem:
    """Something that the check found: where, what, and the command that mends it."""

    where: str
    what: str
    mend: str


def build(course: Course, name: str) -> list[Path]:
    """Write ``release/<name>`` from ``source/<name>``; return the files that changed.

    What the notebooks share is put into the source first.
    """
    changed, folder = bring_up_to_date(course, name), course.root / "release" / name
    try:
        fresh = {folder / relative: data for relative, data in generated(course, name).items()}
    except CourseError:
        if found := stopping(course.assignment(name)):
            raise CourseError("\n".join(map(str, found))) from None
        raise
    for path, data in fresh.items():
        if not path.is_file() or path.read_bytes() != data:
            write_atomically(path, data)
            changed.append(path)
    left_over = [path for path in folder.rglob("*") if path.is_file() and path not in fresh]
    for path in left_over:
        path.unlink()
    return changed + left_over


def check(course: Course, name: str, pool: Pool) -> list[ReleaseProblem]:
    """Find what is wrong with a release: a bad name, drift, a leak, a wrong score.

    Changes nothing.
    """
    assignment = course.assignment(name)
    try:
        found = [*drift(course, name), *leaks_in(course, assignment)]
    except CourseError:
        if faults := stopping(assignment):
            return [ReleaseProblem(f.where, f.what, f"course build {name}") for f in faults]
        raise
    with suppress(CourseError):  # a release that cannot be read is drift
        found += _hidden_names(assignment)
    found = found or [*_stale(course, assignment)]
    if found or not assignment.exercises:
        return found
    submissions = [_whole(course, assignment, which) for which in ("release", "source")]
    for grade in pool.grade(submissions):
        found += _wrong_scores(grade, assignment)
    return found


def _whole(course: Course, assignment: Assignment, which: str) -> Submission:
    """Return the released notebooks, or those of the source, as a submission."""

    def read(part: Assignment) -> Submission:
        path = part.release if which == "release" else part.source
        return read_submission(path, which, part, course.notebook_mb)

    if len(assignment.parts) == 1:
        return read(assignment)
    return together(which, assignment, [f"{name}.ipynb" for name in assignment.notebooks], read)


def reserved_names() -> frozenset[str]:
    """Return the names that no exercise can have: ``student.<name>`` is not a student's answer."""
    sandbox: Any = None  # none is started before the first call
    nobody = Student(sandbox, Submission("", "", ()), Limits())
    return frozenset(name for name in dir(nobody) if not name.startswith("_"))


def _hidden_names(assignment: Assignment) -> Iterator[ReleaseProblem]:
    """Yield the exercises whose answers no hidden test could reach."""
    reserved = reserved_names()
    for exercise in assignment.exercises:
        is_cell = exercise.name == exercise.graded_cell  # which no hidden test is named after
        if exercise.name in reserved and not (exercise.manual or is_cell):
            what = f"an exercise cannot be called {exercise.name!r}: in a hidden test "
            what += f"`student.{exercise.name}` would be the grader's own, not the answer"
            where = f"source/{assignment.name}/{assignment.name}.ipynb"
            yield ReleaseProblem(where, what, "give its cells another name")


def drift(course: Course, name: str) -> Iterator[ReleaseProblem]:
    """Yield what is older than what it is made from: parts of the source, files of the release."""
    yield from _stale_shared(course, name)
    yield from _stale_files(course, name)


def _stale_shared(course: Course, name: str) -> Iterator[ReleaseProblem]:
    """What stands in a source notebook and is not what the shared file says now."""
    for cell, part in stale_parts(course, name):
        where = f"source/{name}/{name}.ipynb, cell {cell}"
        yield ReleaseProblem(where, f"is not what {part} says", f"course build {name}")


def _stale_files(course: Course, name: str) -> Iterator[ReleaseProblem]:
    """The released files that are not what the source gives."""
    folder = course.root / "release" / name
    fresh = generated(course, name)
    there = {str(p.relative_to(folder)): p for p in folder.rglob("*") if p.is_file()}
    for relative in sorted(fresh.keys() | there.keys()):
        if relative not in there or there[relative].read_bytes() != fresh.get(relative):
            where = f"release/{name}/{relative}"
            yield ReleaseProblem(where, "is not what source/ gives", f"course build {name}")


def _stale(course: Course, assignment: Assignment) -> Iterator[ReleaseProblem]:
    """What wrong answers reply was measured before something changed."""
    if old := stale(course, assignment):
        where = str(fingerprints_path(Path(), assignment.name))
        what = f"is not what would be measured now: {', '.join(old[:3])}"
        yield ReleaseProblem(where, what, f"course build {assignment.name}")


def leaks_in(course: Course, assignment: Assignment) -> Iterator[ReleaseProblem]:
    """Search every byte of every released file, whether or not it is what the source gives."""
    secrets = secrets_of(assignment)
    folder = assignment.release.parent
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        relative = path.relative_to(folder)
        if f"{assignment.name}/{relative}" in course.handed_out:
            continue
        try:
            found = list(leaks(path.name, path.read_bytes(), secrets))
        except Unreadable as error:
            found = [f"is {error}"]
        if path in [part.release for part in assignment.parts]:
            found += _strange(path)
        mend = (
            f"course build {assignment.name}; if it stays, mend source/{assignment.name}/{relative}"
        )
        for what in found:
            yield ReleaseProblem(f"release/{assignment.name}/{relative}", what, mend)


def _strange(notebook: Path) -> list[str]:
    try:
        return [f"holds {what}" for what in clean(json.loads(notebook.read_bytes()))]
    except (ValueError, KeyError, TypeError, AttributeError):
        return ["is not a notebook"]


def _wrong_scores(grade: Grade, assignment: Assignment) -> Iterator[ReleaseProblem]:
    asked = "not_attempted" if grade.student == "release" else "passed"
    where = str(assignment.release if grade.student == "release" else assignment.source)
    if grade.status != "graded":
        yield ReleaseProblem(where, f"could not be graded: {grade.message}", "course doctor")
    manual = {e.name for e in assignment.exercises if e.manual}
    by_cell = {e.name for e in assignment.exercises if e.by_cell}
    for exercise in grade.exercises:
        fine = {asked, "manual"} if exercise.name in manual else {asked}
        if exercise.name in by_cell and grade.student == "release" and not exercise.points:
            continue
        if exercise.status not in fine:
            what = f"{exercise.name} is {exercise.status}, not {asked}: {exercise.message}"
            mend = f"pytest tests/hidden/{assignment.name}"
            mend = "mend the solution or the test" if exercise.name in by_cell else mend
            yield ReleaseProblem(where, what, mend)
