"""Packs what Gradescope needs to grade one assignment into a zip, the same at every export."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import asdict
from pathlib import Path

import autograder
from autograder.course import Assignment, Course
from autograder.course.inputs import files_of
from autograder.errors import CourseError
from autograder.exports.gradescope.results import Settings
from autograder.files import all_files, zipped

SETTINGS = "gradescope.json"
SCRIPTS = ("setup.sh", "run_autograder")
# half of all that is installed
NOT_FOR_GRADING = {"alembic", "jupyterlab", "nbgrader", "nbconvert", "nbclient"}
GRADER = "autograder"
CONFIG, PROJECT, LOCK = "course_config.py", "pyproject.toml", "requirements.lock"
README = "Made by `course export --to gradescope`. It holds hidden tests and solutions.\n"
ENTRY = re.compile(r"^(?=[A-Za-z0-9])", re.MULTILINE)
# the package of an entry of the lock, then each on whose account it is there ("# via ...")
NAMES = re.compile(r"^(?:    # +(?:via +)?)?([A-Za-z0-9][\w.-]*)", re.MULTILINE)


def bundle(course: Course, assignment: Assignment, settings: Settings) -> bytes:
    """Return the zip: scripts, grader, release, hidden tests, solutions, settings, lock."""
    return zipped(_content(course, assignment, settings), SCRIPTS)


def _content(course: Course, assignment: Assignment, settings: Settings) -> dict[str, bytes]:
    root, clone, here = course.root, _clone(course), Path(__file__).parent
    graders = [clone / PROJECT, *all_files(clone / GRADER)]
    try:
        content = {path.relative_to(clone).as_posix(): path.read_bytes() for path in graders}
        for path in (root / CONFIG, *files_of(root, assignment.name)):
            content[path.relative_to(root).as_posix()] = path.read_bytes()
        lock = runtime_lock((clone / LOCK).read_text("utf-8"), content[PROJECT].decode())
    except OSError as error:
        raise CourseError(f"{error.filename} is missing; export from a whole clone") from None
    content |= {name: (here / name).read_bytes() for name in SCRIPTS}
    content["README.md"] = README.encode()
    content[LOCK] = lock.encode()
    content[SETTINGS] = (json.dumps(asdict(settings), indent=1) + "\n").encode()
    return content


def _clone(course: Course) -> Path:
    """Return the clone that holds the grader: the course's own, else the one that is running."""
    own = course.root / GRADER
    return course.root if own.is_dir() else Path(autograder.__file__).resolve().parents[1]


def runtime_lock(lock: str, pyproject: str) -> str:
    """Return of a lock file what grading needs: no page, no gradebook, no developer's tool."""
    dependencies = "\n".join(tomllib.loads(pyproject)["project"]["dependencies"])
    needed = set(_names(dependencies)) - NOT_FOR_GRADING
    entries = {entry: _names(entry) for entry in ENTRY.split(lock) if entry}
    while True:
        kept = {entry: names[0] for entry, names in entries.items() if needed & {*names}}
        if needed.issuperset(kept.values()):
            return "".join(kept)
        needed.update(kept.values())


def _names(text: str) -> list[str]:
    """The packages that a text names, in the normal form of their names."""
    return [re.sub(r"[-_.]+", "-", name).lower() for name in NAMES.findall(text)]
