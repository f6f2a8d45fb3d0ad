"""Finds and reads what stands in ``submitted/``; follows no link there."""

from __future__ import annotations

import os
import stat
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import islice
from operator import attrgetter
from pathlib import Path

from autograder.course import Assignment
from autograder.course.student_ids import student_id_problem
from autograder.intake.arrival import WHEN, arrival
from autograder.intake.mixed_up import lesson_of
from autograder.intake.own_files import with_own_files
from autograder.intake.parse import Refused, Unreadable, parse_with_python
from autograder.intake.reading import read_bytes, shown
from autograder.intake.rebuild import rebuild
from autograder.intake.several import path_of, together
from autograder.intake.unread_files import unread_files
from autograder.records import Submission

MAX_FILES = 10_000  # looked at in one folder
MOST_READ = 20  # files beside one that is not there, cannot be read or is as it was handed out
MOST_FOLDERS = 50  # looked into in one hand-in
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
    if len(assignment.parts) > 1:
        submission, notes = _several(path.parent, student, assignment, max_mb), list[str]()
    else:
        one = _Folder(path_of(path.parent, assignment), student, assignment, max_mb)
        submission, notes = one.read()
    _, unknown = arrival(path.parent, assignment.exchange_zone)
    notes += [unknown] if unknown else []
    submission = with_own_files(path.parent, submission, assignment)
    submission = replace(submission, notes=(*notes, *submission.notes))
    unread = unread_files(path.parent, submission, assignment)
    return replace(submission, notes=(*submission.notes, *unread))


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


class _Folder:
    """One hand-in: the notebook of the right name, and what else may be it."""

    def __init__(self, path: Path, student: str, assignment: Assignment, max_mb: int) -> None:
        self._path = path
        self._assignment = assignment
        self._read = partial(read_submission, student=student, assignment=assignment, max_mb=max_mb)
        self._names = _names_in(path.parent)
        self._others = [n for n in self._names if is_notebook(n) and n != path.name]
        self._earlier = [n for n in self._names if n.endswith(EARLIER)]

    def read(self) -> tuple[Submission, list[str]]:
        """Read the notebook of the right name; where nothing is in it, the only other with work."""
        try:
            ours = self._read(self._path)
        except Unreadable:
            raise
        except Refused as why:
            return self._in_place_of(why)
        if not self._is_blank(ours):
            return ours, self._beside()
        name = self._path.name
        blank = f"{name} is as it was handed out"
        begun = self._begun(self._candidates())
        if len(begun) == 1:
            ((other, one),) = begun.items()
            return one, [f"{blank}, and {shown([other])} beside it is not; taken"]
        if begun:
            several = f"{blank}, but several beside it are not: {shown([*begun])}"
            return ours, [f"{several}; leave one"]
        if kept := self._begun(_in_folders(self._path.parent, [CHECKPOINTS])):
            said = f"{blank}, but {shown([*kept])}, a copy that Jupyter keeps, is not; please look"
            return ours, [said]
        return ours, self._beside()

    def _in_place_of(self, refusal: Refused) -> tuple[Submission, list[str]]:
        """Read the only other notebook with work, or raise what is to be said."""
        name = self._path.name
        is_there = name in self._names
        begun = self._begun(self._candidates())
        if not begun and not is_there and len(self._others) == 1:
            begun = {self._others[0]: self._read(self._path.with_name(self._others[0]))}
        if len(begun) == 1:
            ((other, one),) = begun.items()
            only = "only one" if {*self._others} <= {other} else "only one with work in it"
            said = f"the notebook is called {shown([other])}, not {name}"
            said = f"{said}; taken, as it is the {only}"
            if is_there:
                said = f"{name} is not taken ({refusal}), but {shown([other])} beside it is"
            earlier = f"handed in earlier, and not graded: {shown(self._earlier)}"
            return one, [said, *([earlier] if self._earlier else [])]
        if is_there:
            raise refusal
        others = [*begun] or self._others
        if others:
            raise Refused(
                f"there is no notebook called {name}, but {len(others)} of other names "
                f"({shown(others)}); leave one"
            )
        raise Refused(f"there is no notebook called {name}; {self._found()}")

    def _beside(self) -> list[str]:
        beside = [*self._others, *self._earlier]
        return [f"beside {self._path.name} and not graded: {shown(beside)}"] if beside else []

    def _found(self) -> str:
        left = [n for n in self._names if not n.startswith(".") and n != WHEN]
        left = left or [n for n in self._names if n != WHEN]
        if left == [CHECKPOINTS]:
            return f"the folder holds only {shown(left)}, in which Jupyter keeps copies of its own"
        return f"the folder holds {shown(left)}" if left else "the folder is empty"

    def _candidates(self) -> Iterable[str]:
        """Return what may be the notebook: by its ending, by its name, or in a folder."""
        stem = self._path.stem.casefold()
        named = (n for n in self._names if n.casefold().startswith(stem))
        top = self._path.parent
        folders = [n for n in self._names if n[0] != "."]
        return dict.fromkeys([*self._others, *named, *_in_folders(top, folders)])

    def _begun(self, names: Iterable[str]) -> dict[str, Submission]:
        """Return the notebooks in which somebody wrote, of equal ones the first."""
        begun: dict[str, Submission] = {}
        wanted = (n for n in names if n != self._path.name and not n.endswith(EARLIER))
        for name in islice(wanted, MOST_READ):
            with suppress(Refused):
                one = self._read(self._path.parent / name)
                same = any(one.cells == known.cells for known in begun.values())
                if not self._is_blank(one) and not same:
                    begun[name] = one
        return begun

    def _is_blank(self, submission: Submission) -> bool:
        """Say whether every cell is as it was handed out."""
        return submission.cells == self._assignment.cells


def _in_folders(top: Path, folders: Iterable[str]) -> Iterator[str]:
    """Yield the notebooks in folders of a hand-in; no link and no hidden folder is entered."""
    left, looked = deque(n for n in folders if _is_folder(top / n)), 0
    while left and (looked := looked + 1) <= MOST_FOLDERS:
        folder = left.popleft()
        try:
            with os.scandir(top / folder) as entries:
                some = sorted(islice(entries, MAX_FILES), key=attrgetter("name"))
        except OSError:
            continue
        below = (e.name for e in some if e.name[0] != "." and e.is_dir(follow_symlinks=False))
        left += [f"{folder}/{name}" for name in below]
        yield from (f"{folder}/{e.name}" for e in some if is_notebook(e.name))


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


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
