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
from autograder.intake.parse import Refused, Unreadable, parse_with_python
from autograder.intake.reading import read_bytes, shown
from autograder.intake.rebuild import rebuild
from autograder.records import Submission

MAX_FILES = 10_000  # looked at in one folder
EARLIER = ".earlier"  # ends the name of a file that its sender has handed in again since
ENDINGS = (".ipynb", ".ipynb.txt", ".ipynb.json")  # browsers add the last two to a download


def read_submission(path: Path, student: str, assignment: Assignment, max_mb: int) -> Submission:
    """Read the notebook at ``path`` and rebuild it on the master; raise Refused."""
    cells, python = parse_with_python(read_bytes(path, max_mb))
    return rebuild(cells, student, assignment, python)


def read_handed_in(path: Path, student: str, assignment: Assignment, max_mb: int) -> Submission:
    """Read ``submitted/<student>/<assignment>/<notebook>``: no link is followed on the way.

    A notebook of another name is taken when it is the only one, and a note says so; another one
    says when nobody knows when the work came in, although a file was there to tell.
    """
    problem = student_id_problem(student)
    if problem:
        raise Unreadable(f"the student id {problem}")
    for folder in (path.parent.parent, path.parent):
        _check_folder(folder)
    found, notes = _notebook(path)
    submission = read_submission(found, student, assignment, max_mb)
    _, unknown = arrival(path.parent, assignment.exchange_zone)
    notes += [unknown] if unknown else []
    return replace(submission, notes=(*notes, *submission.notes))


def _check_folder(folder: Path) -> None:
    name = shown([folder.name])
    try:
        kind = folder.lstat().st_mode
    except OSError as error:
        raise Unreadable(f"the folder {name} cannot be opened ({error.strerror})") from None
    if not stat.S_ISDIR(kind):
        raise Refused(f"{name} is a link, or no folder")


def _notebook(path: Path) -> tuple[Path, list[str]]:
    """Return the notebook to read in place of ``path``, and what an instructor is told of it."""
    try:
        with os.scandir(path.parent) as entries:
            names = sorted(entry.name for entry in islice(entries, MAX_FILES))
    except OSError as error:
        why = f"cannot be opened ({error.strerror})"
        raise Unreadable(f"the folder {shown([path.parent.name])} {why}") from None
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
    found = f"the folder holds {shown(left)}" if left else "the folder is empty"
    raise Refused(f"there is no notebook called {path.name}; {found}")


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
