"""Renames, merges and removes a student everywhere: folders, kept lists, gradebook, tables.

Each place is changed whole, and looked at by itself: who is stopped midway, and types the same
command again, has the rest done.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from autograder.batch.flags import rename_flagged
from autograder.batch.folder_index import forget_students
from autograder.batch.store import rename_kept
from autograder.course import Course
from autograder.course.student_ids import student_id_problem
from autograder.errors import CourseError
from autograder.gradebook import GradebookWriter
from autograder.gradebook.backup import FOLDER as BACKUPS
from autograder.gradebook.backup import backup
from autograder.gradebook.database import is_there
from autograder.gradebook.moving import Held, delete_student, held, is_known, move
from autograder.term.renaming import remove_from_tables, rename_in_tables, rows_about
from autograder.term.roster import read_roster

HANDED_IN = "submitted"
EARLIER = "earlier"  # hand-ins that were kept when others replaced them
MADE = ("autograded", "feedback")  # by grading, from what was handed in and the gradebook
Keep = Literal["INTO", "FROM"]


@dataclass(frozen=True)
class Found:
    """Where something of a student stands: folders, submissions in the gradebook, rows of tables.

    ``is_known``: the gradebook has a row for the student, maybe without work.
    """

    folders: tuple[Path, ...]
    submissions: dict[str, Held]
    rows: dict[str, int]
    is_known: bool = False

    def __bool__(self) -> bool:
        return bool(self.folders or self.submissions or self.rows or self.is_known)


@dataclass
class Merged:
    """What became of a merge: what was left aside, and where the backup is, if one was made."""

    moved: list[str] = field(default_factory=list)
    aside: list[Path] = field(default_factory=list)
    saved: Path | None = None


def find(course: Course, student: str) -> Found:
    """Return where something of a student stands; raise CourseError for what is no name."""
    if student in ("", ".", "..") or "/" in student or "\0" in student:
        raise CourseError(f"{student!r} is no student")
    places = (course.root / place / student for place in (HANDED_IN, EARLIER, *MADE))
    folders = tuple(place for place in places if place.is_dir() or place.is_symlink())
    submissions, known = {}, False
    if is_there(course):
        with GradebookWriter(course) as gradebook, gradebook.reading() as connection:
            submissions, known = held(connection, student), is_known(connection, student)
    return Found(folders, submissions, rows_about(course.root, student), known)


def rename(course: Course, old: str, new: str) -> None:
    """Call a student ``new`` from now on; whatever people gave stays theirs.

    Raise CourseError, with nothing changed, where both are in one place: that is a merge.
    """
    _check_new(course, old, new)
    before, there = _found(course, old), find(course, new)
    both = [
        str(f.relative_to(course.root)) for f in there.folders if _twin(f, old) in before.folders
    ]
    both += ["the gradebook"] if before.submissions and there.submissions else []
    both += [name for name in before.rows if name in there.rows and name == "students.csv"]
    if both:
        raise CourseError(
            f"there are {old!r} and {new!r} in {', '.join(both)}; are they the same person? then: "
            f"course students merge {old!r} {new!r}"
        )
    for folder in before.folders:
        os.rename(folder, _twin(folder, new))  # noqa: PTH104 - never onto what is there
    _finish(course, old, new, [])


def merge(course: Course, old: str, new: str, keep: Keep | None = None) -> Merged:
    """Give all that is there of ``old`` to ``new``: the same person under two ids.

    Where both have handed in, or been graded for, the same assignment, raise CourseError with
    nothing changed, unless ``keep`` says whose counts. A hand-in that does not count is moved to
    backups/, where the gradebook is backed up, too.
    """
    _check_new(course, old, new)
    before, there = _found(course, old), find(course, new)
    done = Merged()
    both = {*_work(course, HANDED_IN, old)} & {*_work(course, HANDED_IN, new)}
    graded = {*before.submissions} & {*there.submissions}
    if (both or graded) and keep is None:
        raise CourseError(
            f"{old!r} and {new!r} both have {', '.join(sorted(both | graded))}; say whose counts: "
            f"--keep INTO that of {new!r}, --keep FROM that of {old!r}"
        )
    if graded:
        done.saved = backup(course)
    loser = there if keep == "FROM" else before
    aside = course.root / BACKUPS / f"merged-{datetime.now():%Y-%m-%d-%H%M%S}"
    for assignment in sorted({name for p in (HANDED_IN, *MADE) for name in _work(course, p, old)}):
        _move_work(course, assignment, (old, new), keep, aside, done)
    _move_earlier(course, old, new)
    for place in (HANDED_IN, EARLIER, *MADE):
        with suppress(OSError):  # none, or one that holds more than work
            (course.root / place / old).rmdir()
    _finish(course, old, new, [loser.submissions[name].submission for name in sorted(graded)])
    done.moved = sorted({*done.moved, *(before.submissions.keys() - graded)})
    return done


def _move_work(
    course: Course,
    assignment: str,
    ids: tuple[str, str],
    keep: Keep | None,
    aside: Path,
    done: Merged,
) -> None:
    """Move one assignment's folders; of two hand-ins the one that does not count goes aside."""
    source, target = (course.root / HANDED_IN / one / assignment for one in ids)
    wins = not target.exists() or keep == "FROM"
    if source.exists() and target.exists():
        loser = target if wins else source
        place = aside / loser.parent.name / assignment
        place.parent.mkdir(parents=True, exist_ok=True)
        loser.rename(place)
        done.aside.append(place)
    if source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)
        done.moved.append(assignment)
    for made in MADE:  # from the work that counts; else the next run makes it again
        source, target = (course.root / made / one / assignment for one in ids)
        if source.exists() and wins:
            shutil.rmtree(target, ignore_errors=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            source.rename(target)
        elif source.exists():
            shutil.rmtree(source)


def _move_earlier(course: Course, old: str, new: str) -> None:
    """Move the earlier hand-ins; of two that came in the same second, the one there stays."""
    mine = course.root / EARLIER / old
    for folder in sorted(mine.glob("*/*")):
        target = course.root / EARLIER / new / folder.relative_to(mine)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            shutil.rmtree(folder)
        else:
            folder.rename(target)
        with suppress(OSError):
            folder.parent.rmdir()


def remove(course: Course, student: str) -> tuple[list[str], Path | None]:
    """Delete all that is there of a student; say in lines what that was.

    The gradebook is backed up before; return where, or None where there was none. Copies elsewhere
    (downloads, the exchange, reports, backups) stay.
    """
    found = _found(course, student)
    saved = backup(course) if found.submissions or found.is_known else None
    told = list(told_of(course, found))
    for folder in found.folders:
        folder.unlink() if folder.is_symlink() else shutil.rmtree(folder)
    if found.is_known:
        with GradebookWriter(course) as gradebook, gradebook.writing() as connection:
            delete_student(connection, student)
    entries, kept = forget_students(course.root, [student]), rename_kept(course.root, student, None)
    rename_flagged(course.root, student, None)
    told += [f"{kept} kept grades and {entries} entries in .grades/"] if kept or entries else []
    remove_from_tables(course.root, student)
    return told, saved


def told_of(course: Course, found: Found) -> Iterator[str]:
    """Say in lines where something of a student stands."""
    for folder in found.folders:
        inside = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
        yield f"{folder.relative_to(course.root)}: {', '.join(inside) or 'empty'}"
    if found.is_known:
        scores = sum(one.scores for one in found.submissions.values())
        comments = sum(one.comments for one in found.submissions.values())
        given = f"with {scores} scores and {comments} comments that people gave"
        yield f"gradebook: {', '.join(found.submissions) or 'no work'}, {given}"
    for name, count in found.rows.items():
        yield f"{name}: {count} row{'s' * (count != 1)}"


def _check_new(course: Course, old: str, new: str) -> None:
    if problem := student_id_problem(new):
        raise CourseError(f"the student id {new!r} {problem}")
    if old == new:
        raise CourseError(f"{old!r} has that name already")
    read_roster(course.root)  # what is wrong there is said before anything is moved


def _found(course: Course, student: str) -> Found:
    found = find(course, student)
    if not found:
        raise CourseError(
            f"there is no student {student!r}: not in {HANDED_IN}/, the gradebook or students.csv; "
            "see: course students"
        )
    return found


def _twin(folder: Path, student: str) -> Path:
    return folder.parent / student


def _work(course: Course, place: str, student: str) -> list[str]:
    """The names of a student's folders in one place."""
    folder = course.root / place / student
    return [path.name for path in folder.iterdir()] if folder.is_dir() else []


def _finish(course: Course, old: str, new: str, dropped: Sequence[str]) -> None:
    """Move what does not stand in folders of the student's own; the tables last."""
    forget_students(course.root, [old, new])
    rename_flagged(course.root, old, new)
    rename_kept(course.root, old, new)
    if is_there(course):
        with GradebookWriter(course) as gradebook, gradebook.writing() as connection:
            move(connection, old, new, dropped)
    rename_in_tables(course.root, old, new)
