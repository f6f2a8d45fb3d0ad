"""Packs what Gradescope needs to grade one assignment into a zip, the same at every export."""

from __future__ import annotations

import io
import json
import re
import tomllib
import zipfile
from dataclasses import asdict
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.course.inputs import files_of
from autograder.errors import CourseError
from autograder.exports.gradescope.results import Settings
from autograder.files import all_files

SETTINGS = "gradescope.json"
SCRIPTS = ("setup.sh", "run_autograder")
NOT_FOR_GRADING = {
    "alembic",
    "jupyterlab",
    "nbgrader",
    "nbconvert",
    "nbclient",
}  # half of all that is installed
SINGLE = ("pyproject.toml", "course_config.py")
WHEN = (2020, 1, 1, 0, 0, 0)  # the same bytes for the same course
README = "Made by `course export --to gradescope`. It holds hidden tests and solutions.\n"
ENTRY = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[.*?\])?\s*==", re.MULTILINE)
VIA = re.compile(r"^    # (?:via )?\s*([A-Za-z0-9][\w.-]*)", re.MULTILINE)


def bundle(course: Course, assignment: Assignment, settings: Settings) -> bytes:
    """Return the zip: scripts, grader, release, hidden tests, solutions, settings, lock."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in sorted(_content(course, assignment, settings).items()):
            entry = zipfile.ZipInfo(name, WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o755 if name in SCRIPTS else 0o644) << 16
            archive.writestr(entry, data)
    return made.getvalue()


def _content(course: Course, assignment: Assignment, settings: Settings) -> dict[str, bytes]:
    root, here = course.root, Path(__file__).parent
    files = [root / name for name in SINGLE]
    files += [*all_files(root / "autograder"), *files_of(root, assignment.name)]
    try:
        content = {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
        lock = runtime_lock(
            (root / "requirements.lock").read_text("utf-8"),
            (root / "pyproject.toml").read_text("utf-8"),
        )
    except OSError as error:
        raise CourseError(f"{error.filename} is missing; export from a whole clone") from None
    content |= {name: (here / name).read_bytes() for name in SCRIPTS}
    content["README.md"] = README.encode()
    content["requirements.lock"] = lock.encode()
    content[SETTINGS] = (json.dumps(asdict(settings), indent=1) + "\n").encode()
    return content


def runtime_lock(lock: str, pyproject: str) -> str:
    """Return of a lock file what grading needs: no page, no gradebook, no developer's tool.

    The lock says of each package on whose account it is there ("# via ...").
    """
    needed = {_plain(name) for name in tomllib.loads(pyproject)["project"]["dependencies"]}
    needed -= NOT_FOR_GRADING
    starts = [match.start() for match in ENTRY.finditer(lock)]
    ends = [*starts[1:], len(lock)]
    entries = [lock[start:end] for start, end in zip(starts, ends, strict=True)]
    while True:
        kept = [entry for entry in entries if _plain(entry) in needed or _asked_by(entry) & needed]
        grown = needed | {_plain(entry) for entry in kept}
        if grown == needed:
            return "".join(kept)
        needed = grown


def _plain(text: str) -> str:
    """The normal form of the package's name with which a text begins."""
    name = re.match(r"[A-Za-z0-9][\w.-]*", text)
    return re.sub(r"[-_.]+", "-", name[0]).lower() if name else ""


def _asked_by(entry: str) -> set[str]:
    return {_plain(name) for name in VIA.findall(entry) if name != "via"}
