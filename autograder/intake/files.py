"""Finds and reads what stands in ``submitted/``; follows no link there."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from itertools import islice
from pathlib import Path

from autograder.course import Assignment
from autograder.course.student_ids import student_id_problem
from autograder.intake.arrival import WHEN, arrival
from autograder.intake.mixed_up import lesson_of
from autograder.intake.own_files import left_behind
from autograder.intake.parse import Refused, Unreadable, parse_with_python
from autograder.intake.reading import read_bytes, shown
from autograder.intake.rebuild import rebuild, untouched
from autograder.intake.several import path_of, together
from autograder.records import Submission

MAX_FILES = 10_000  # looked at in one folder
MOST_READ = 20  # notebooks beside one that is as it was handed out
EARLIER = ".earlier"  # ends the name of a file that its sender has handed in again since
CHECKPOINTS = ".ipynb_checkpoints"
ENDINGS = (".ipynb", ".ipynb.txt", ".ipynb.json")  # browsers add the last two to a download


def read_submission(path: Path, student: str, assignment: Assignment, max_mb: int) -> Submission:
    """Read the notebook at ``path`` and rebuild it on the master; raise Refused."""
    cells, python = parse_with_python(read_bytes(path, max_mb))
    if other := lesson_of(cells, assignment):
        raise Refused(f"this is the notebook of {other}, handed in as {assignment.name}")
    return rebuild(cells, student, assignment, python)


def read_handed_in(path: Path, student: str, assignment: Assignment, max_mb: int) -> Submission:
    """Read ``submitted/<student>/<assignment>/<notebook>``: no link is followed on the way.

    The file's own name in ``path`` does not count: the assignment says what its notebooks are.

    A notebook of another name is taken when it is the only one, and a note says so; another one
    says when nobody knows when the work came in, although a file was there to tell.
    """
    problem = student_id_problem(student)
    if problem:
        raise Unreadable(f"the student id {problem}")
    for folder in (path.parent.parent, path.parent):
        _check_folder(folder)
    notes: list[str] = []
    if len(assignment.parts) > 1:
        submission = _several(path.parent, student, assignment, max_mb)
    else:
        found, notes = _notebook(path_of(path.parent, assignment))
        submission = read_submission(found, student, assignment, max_mb)
        if notes and _is_blank(submission, assignment):
            begun = _begun_beside(found, student, assignment, max_mb)
            submission, notes = begun or (submission, notes)
    _, unknown = arrival(path.parent, assignment.exchange_zone)
    notes += [unknown] if unknown else []
    notes += left_behind(path.parent, submission, assignment)
    return replace(submission, notes=(*notes, *submission.notes))


def _check_folder(folder: Path) -> None:
    name = shown([folder.name])
    try:
        kind = folder.lstat().st_mode
    except OSError as error:
        raise Unreadable(f"the folder {name} cannot be opened ({error.strerror})") from None
    if not stat.S_ISDIR(kind):
        raise Refused(f"{name} is a link, or no folder")


def _names_in(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in islice(entries, MAX_FILES))
    except OSError as error:
        why = f"cannot be opened ({error.strerror})"
        raise Unreadable(f"the folder {shown([folder.name])} {why}") from None


def _notebook(path: Path) -> tuple[Path, list[str]]:
    """Return the notebook to read in place of ``path``, and what an instructor is told of it."""
    names = _names_in(path.parent)
    others = [n for n in names if is_notebook(n) and n != path.name]
    earlier = [n for n in names if n.endswith(EARLIER)]
    if path.name in names:
        beside = f"beside {path.name} and not graded: {shown([*others, *earlier])}"
        return path, [beside] if others or earlier else []
    if len(others) == 1:
        called = f"the notebook is called {shown(others)}, not {path.name}"
        notes = [f"{called}; taken, as it is the only one"]
        notes += [f"handed in earlier, and not graded: {shown(earlier)}"] if earlier else []
        return path.with_name(others[0]), notes
    if others:
        raise Refused(
            f"there is no notebook called {path.name}, but {len(others)} of other names "
            f"({shown(others)}); leave one"
        )
    left = [name for name in names if not name.startswith(".") and name != WHEN]
    left = left or [name for name in names if name != WHEN]
    found = f"the folder holds {shown(left)}" if left else "the folder is empty"
    if left == [CHECKPOINTS]:
        found = f"the folder holds only {shown(left)}, in which Jupyter keeps copies of its own"
    raise Refused(f"there is no notebook called {path.name}; {found}")


def _is_blank(submission: Submission, assignment: Assignment) -> bool:
    """Say whether every cell is as it was handed out."""
    return submission.cells == assignment.cells


def _begun_beside(
    path: Path, student: str, assignment: Assignment, max_mb: int
) -> tuple[Submission, list[str]] | None:
    """Return the only notebook beside one that is as it was handed out in which somebody wrote."""
    begun = []
    others = [name for name in _names_in(path.parent) if is_notebook(name) and name != path.name]
    for name in others[:MOST_READ]:
        try:
            one = read_submission(path.with_name(name), student, assignment, max_mb)
        except Refused:
            continue
        if not _is_blank(one, assignment):
            begun.append((name, one))
    if not begun:
        return None
    if len(begun) > 1:
        names = shown([name for name, _ in begun])
        note = f"{path.name} is as it was handed out, but several beside it are not: {names}"
        return untouched(student, assignment), [f"{note}; leave one"]
    ((name, one),) = begun
    note = f"{path.name} is as it was handed out, and {shown([name])} beside it is not; taken"
    return one, [note]


def _several(folder: Path, student: str, assignment: Assignment, max_mb: int) -> Submission:
    """Read every notebook of an assignment that has several; note what else lies there."""
    names = _names_in(folder)
    known = [f"{name}.ipynb" for name in assignment.notebooks]

    def read(part: Assignment) -> Submission:
        return read_submission(path_of(folder, part), student, part, max_mb)

    submission = together(student, assignment, names, read)
    others = [n for n in names if (is_notebook(n) and n not in known) or n.endswith(EARLIER)]
    notes = [f"beside the notebooks, and not graded: {shown(others)}"] if others else []
    return replace(submission, notes=(*notes, *submission.notes))


def is_notebook(name: str) -> bool:
    """Say whether a file has the name of a notebook, as it is or as browsers save one."""
    return name.casefold().endswith(ENDINGS) and not name.startswith(".")


def submissions_of(submitted: Path, assignment: str) -> tuple[list[str], dict[str, str]]:
    """Return who has handed in, sorted, and the folders that are left out with the reason.

    No path is kept: those of a large class would take more memory than all else that is kept of it.
    """
    take: list[str] = []
    leave: dict[str, str] = {}
    names = sorted(os.listdir(submitted)) if submitted.is_dir() else []  # noqa: PTH208 - no paths
    seen: dict[str, str] = {}
    for name in names:
        problem = ""
        try:
            os.lstat(f"{submitted}/{name}/{assignment}")
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            problem = f"cannot be opened ({error.strerror})"
        plain = name.casefold()
        first = seen.setdefault(name if plain == name else plain, name)
        if first != name:
            problem = f"differs from {first!r} only by case"
        if problem := student_id_problem(name) or problem:
            leave[name] = problem
        else:
            take.append(name)
    return take, leave
