"""Zips of feedback pages, under the names by which Canvas and Moodle take them back.

Both look for numbers that they put into the names of a download: Canvas for the student's and for
that of a file that they handed in, Moodle for the participant's. So the download must still lie in
``downloaded/<assignment>/archive/``.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.course import Assignment, Course
from autograder.course.student_ids import folded
from autograder.errors import CourseError
from autograder.lms.archive import Damaged, is_archive, members
from autograder.lms.names import CANVAS, MOODLE

PLATFORMS = ("canvas", "moodle")


@dataclass(frozen=True)
class HandBack:
    """Where the zip is, how many pages are in it, and whose page has no name in the download."""

    path: Path
    pages: int
    left_out: Mapping[str, str]


def hand_back(course: Course, assignment: Assignment, platform: str) -> HandBack:
    """Write ``build/<assignment>-feedback-<platform>.zip`` from the pages in ``feedback/``.

    Raise CourseError where there are no pages, or no download of that platform.
    """
    name = assignment.name
    pages = sorted(course.root.glob(f"feedback/*/{name}/{name}.html"))
    if not pages:
        raise CourseError(f"there are no pages of {name}; course feedback {name}")
    archive = course.root / "downloaded" / name / "archive"
    known = dict(_names(archive, platform))
    if not known:
        where = archive.relative_to(course.root)
        raise CourseError(f"{where} holds no download of {platform.title()}, which names the files")
    left_out = {}
    path = course.root / "build" / f"{name}-feedback-{platform}.zip"
    path.parent.mkdir(exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    count = 0
    try:
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as target:
            for page in pages:
                student = page.parent.parent.name
                prefix = known.get(folded(student))
                if prefix is None:
                    left_out[student] = f"is not in the download of {platform.title()}"
                    continue
                target.write(page, f"{prefix}{name}.html")
                count += 1
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return HandBack(path, count, left_out)


def _names(archive: Path, platform: str) -> Iterator[tuple[str, str]]:
    """Yield by student what a file's name must begin with; the last one counts."""
    find = _of_canvas if platform == "canvas" else _of_moodle
    found = [one for name in _files(archive) if (one := find(name)) is not None]
    yield from ((student, prefix) for _, student, prefix in sorted(found))
    if platform == "moodle":  # two of one name are called by name and number
        yield from ((folded(prefix.split("_assign")[0]), prefix) for _, _, prefix in sorted(found))


def _files(archive: Path) -> Iterator[str]:
    """Yield the name of each file in the downloads of an assignment."""
    for path in sorted(p for p in archive.rglob("*") if p.is_file()):
        name = path.relative_to(archive).as_posix()
        yield name
        if is_archive(path.name) and not CANVAS.fullmatch(path.name):
            try:
                yield from [member.name for member in members(path)]
            except Damaged as why:
                raise CourseError(f"{path}: {why}") from None


def _of_canvas(name: str) -> tuple[int, str, str] | None:
    """The order of a file, its student, and the name up to the file's own part."""
    last = PurePosixPath(name.replace("\\", "/")).name
    found = CANVAS.fullmatch(last)
    if found is None or not found["attachment"]:
        return None
    return int(found["attachment"][:18]), found["user"], last[: found.start("file")]


def _of_moodle(name: str) -> tuple[int, str, str] | None:
    for part in PurePosixPath(name.replace("\\", "/")).parts:
        if found := MOODLE.fullmatch(part):
            prefix = f"{found['name']}_{found['number']}_assignsubmission_file/"
            return int(found["number"][:18]), folded(found["name"]), prefix
    return None
