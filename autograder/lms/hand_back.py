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
from autograder.lms.canvas import chosen, of_canvas
from autograder.lms.moodle import of_moodle
from autograder.lms.names import sent_by
from autograder.lms.people import People
from autograder.lms.sent import Sent
from autograder.lms.settled import ids_of
from autograder.term.roster import read_roster

NO_FILE = "handed in no file, and can be given none back: only typed text is in "


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
    known = _prefixes(course.root, archive, name, platform)
    if not any(known.values()):
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
                if not prefix:
                    here = f"the download of {platform.title()}"
                    left_out[student] = (
                        f"is not in {here}" if prefix is None else f"{NO_FILE}{here}"
                    )
                    continue
                target.write(page, f"{prefix}{name}.html")
                count += 1
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return HandBack(path, count, left_out)


def _prefixes(root: Path, archive: Path, assignment: str, platform: str) -> dict[str, str]:
    """Return by student what a file's name must begin with; of several the last one counts.

    It is "" for who typed into Canvas's own form: Canvas finds people again by a file of theirs.
    """
    people = People.of(read_roster(root))
    read = _of_canvas if platform == "canvas" else _of_moodle
    found = [one for name in _files(archive, assignment, people) if (one := read(name, people))]
    ids = ids_of([sent for sent, _ in found], people)
    prefixes = {}
    for sent, prefix in sorted(found, key=lambda one: (one[0].attachment, one[0].number, one[1])):
        prefixes[folded(ids[sent.sender].id)] = prefix
        if sent.number:  # as somebody is called who had a namesake in an earlier download
            prefixes[folded(f"{sent.student}_{sent.number}")] = prefix
    return prefixes


def _files(archive: Path, assignment: str, people: People) -> Iterator[str]:
    """Yield the name of each file in the downloads; nothing of what is in a student's archive."""
    for path in sorted(p for p in archive.rglob("*") if p.is_file()):
        name = path.relative_to(archive).as_posix()
        yield name
        if is_archive(path.name) and sent_by(name, assignment, people=people) is None:
            try:
                yield from [member.name for member in members(path)]
            except Damaged as why:
                raise CourseError(f"{path}: {why}") from None


def _of_canvas(name: str, people: People) -> tuple[Sent, str] | None:
    """Return what a file's name says, and the name up to the file's own part."""
    last = PurePosixPath(name.replace("\\", "/")).name
    sent, found = of_canvas(last, "", people.names_of), chosen(last, people.names_of)
    if sent is None or found is None:
        return None
    return sent, last[: found[1].start("file")] if sent.attachment else ""


def _of_moodle(name: str, people: People) -> tuple[Sent, str] | None:
    for part in PurePosixPath(name.replace("\\", "/")).parts:
        if (sent := of_moodle(part, "-")) and sent.number:
            # Moodle takes the second part between low lines for the number
            plain = sent.student.replace("_", " ")
            return sent, f"{plain}_{sent.number}_assignsubmission_file/"
    return None
