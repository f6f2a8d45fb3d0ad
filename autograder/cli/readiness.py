"""What each command will need: places to write, also for other teachers, tests, tables' names."""

from __future__ import annotations

import ast
import grp
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from shlex import quote

from autograder.course import Assignment, Course
from autograder.errors import CourseError
from autograder.gradebook.database import gradebook_url, is_there, opened
from autograder.gradebook.people import without_submissions
from autograder.term.adjustments import adjustments_in, read_rows
from autograder.term.roster import Roster
from autograder.term.table import nearest

PLACES = (".", "submitted", "autograded", "feedback", "reports", ".grades", "backups", "release")
NAMED = 3  # of what is missing


def writing(course: Course) -> Iterator[tuple[str, str, bool]]:
    """Yield for each place whether this user can write there, and in a shared folder the others.

    Each is a name, what was found, and whether it is good.
    """
    root = course.root
    there = [place for place in PLACES if (root / place).is_dir()]
    refused = {place: why for place in there if (why := _refused(root / place))}
    for place, why in refused.items():
        yield f"write in {place}", why, False
    files = _gradebook_files(course)
    closed = [path for path in files if not os.access(path, os.W_OK)]
    for path in closed:
        yield f"write {path.name}", "it is read-only for you", False
    yield _room(course, files)
    if not refused and not closed:
        yield "write", f"in {', '.join(there)}", True
    yield _shared(root, there, files)


def _refused(folder: Path) -> str:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return f"{error.strerror or error}"


def _gradebook_files(course: Course) -> list[Path]:
    url = gradebook_url(course)
    if url.get_backend_name() != "sqlite":
        return []
    path = Path(url.database or "")
    parts = (path.with_name(path.name + ending) for ending in ("", "-wal", "-shm"))
    return [part for part in parts if part.exists()]


def _room(course: Course, files: Sequence[Path]) -> tuple[str, str, bool]:
    """Say how much room the disk has: a run writes as much as one submission may, for each grader.

    An empty file, which is all that is tried above, can be made on a full disk.
    """
    needed = max(1, course.jobs or os.cpu_count() or 1) * course.disk_mb << 20
    try:
        free = {place: shutil.disk_usage(place).free for place in (course.root, *files[:1])}
    except OSError as error:
        return "room", f"{error.strerror or error}", False
    least = min(free.values())
    said = f"{least >> 20} MB are free"
    if least >= needed:
        return "room", said, True
    what = f"the disk of {min(free, key=lambda place: free[place])} is full, or nearly"
    return "room", f"{what}: {said}, and {needed >> 20} MB may be needed; make room", False


def _shared(root: Path, there: Sequence[str], files: Sequence[Path]) -> tuple[str, str, bool]:
    """Say whether other teachers, who are in the folder's group, can write as well."""
    about = root.stat()
    if not about.st_mode & stat.S_IWGRP:
        return "other teachers", "cannot write here: the folder is yours alone", True
    below = chain.from_iterable(_folders(root / place) for place in there if place != ".")
    everything = (root, *files, *below)
    closed = [path for path in everything if not _is_open(path.stat(), about.st_gid)]
    group = _group(about.st_gid)
    if not closed:
        return "other teachers", f"of the group {group} can write", True
    named = ", ".join(str(path.relative_to(root)) for path in closed[:NAMED])
    more = f" and {len(closed) - NAMED} more" if len(closed) > NAMED else ""
    mend = f"chgrp -R {group} . && chmod -R g+rwX . && find . -type d -exec chmod g+s {{}} +"
    return "other teachers", f"of the group {group} cannot write to {named}{more}; {mend}", False


def _folders(place: Path) -> Iterator[Path]:
    """The folder itself, and two levels of folders in it: a student's, and an assignment's."""
    yield place
    for pattern in ("*", "*/*"):
        yield from (p for p in place.glob(pattern) if p.is_dir() and not p.is_symlink())


def _is_open(about: os.stat_result, group: int) -> bool:
    return bool(about.st_mode & stat.S_IWGRP) and about.st_gid == group


def _group(number: int) -> str:
    try:
        return grp.getgrgid(number).gr_name
    except KeyError:
        return str(number)


def missing_of(course: Course, assignment: Assignment) -> list[str]:
    """Name what the exercises that a machine grades lack: hidden tests, model answers.

    Only a function must have a model answer; a figure has none.
    """
    machine = [one.name for one in assignment.exercises if not one.manual]
    hidden = course.root / "tests" / "hidden" / assignment.name
    missing = [f"tests/hidden/{assignment.name}/test_{name}.py" for name in machine]
    missing = [path for path in missing if not (course.root / path).is_file()]
    if not any(hidden.glob("test_*.py")) and all(
        e.by_cell for e in assignment.exercises if not e.manual
    ):
        return []  # the tests stand in the notebook's cells, as nbgrader has them
    if len(missing) == len(machine) and machine and hidden.is_dir():
        missing = []  # its tests stand in files of other names
    module = Path("solutions") / f"{assignment.name.partition('_')[2]}.py"
    known = _names(course.root / module)
    if machine and known is None:
        return [*missing, str(module)]
    functions = [one.name for one in assignment.exercises if f"def {one.name}(" in one.stub]
    return [*missing, *(f"{name} in {module}" for name in functions if name not in (known or ()))]


def _names(path: Path) -> set[str] | None:
    """What a module defines; None where it cannot be read. It is not run."""
    try:
        body = ast.parse(path.read_text(encoding="utf-8")).body
    except (OSError, ValueError, SyntaxError):
        return None
    found = set()
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        found |= {one.id for one in targets if isinstance(one, ast.Name)}
        if isinstance(node, ast.ImportFrom | ast.Import):
            found |= {alias.asname or alias.name for alias in node.names}
    return found


def names_of_nothing(course: Course) -> Iterator[tuple[str, str, bool]]:
    """Yield what course_config.py names that is no assignment."""
    for name in course.dates_of_nothing:
        yield name, "has a date in due_dates, but is no assignment", False
    for name in sorted({*course.bonus} - {*course.assignments}):
        yield name, "is in c.Course.bonus, but is no assignment", False


def who_is_odd(course: Course, roster: Roster) -> Iterator[str]:
    """Say who may be in the class list twice, and who is in the gradebook only, without work."""
    by_number: dict[str, list[str]] = {}
    for student in roster.students.values():
        by_number.setdefault(student.lms_user_id, []).append(student.id)
    for number, ids in by_number.items():
        if number and len(ids) > 1:
            said = f"lms_user_id {number} stands at {' and '.join(ids)}; if it is one person"
            yield f"{said}: course students merge FROM INTO"
    if not roster or not is_there(course):
        return
    with suppress(CourseError), opened(course) as database, database.reading() as connection:
        for one in sorted(without_submissions(connection) - roster.students.keys()):
            if not (course.root / "submitted" / one).is_dir():
                said = f"{one} is in the gradebook, but neither in it nor with work"
                yield f"{said}: course students remove {quote(one)}"


def adjustments(course: Course) -> Iterator[tuple[str, str, bool]]:
    """Yield the rows of adjustments.csv that cannot be used, or that name no assignment."""
    try:
        rows = read_rows(course.root)
        for name in course.assignments:
            adjustments_in(rows, course.assignment(name))
    except CourseError as error:
        yield "adjustments.csv", str(error), False
        return
    for line in rows.lines:
        name, known = line["assignment"], course.assignments
        if name not in known:
            said = f"line {line.number}: there is no assignment {name!r}{nearest(name, known)}"
            yield rows.path.name, said, False
