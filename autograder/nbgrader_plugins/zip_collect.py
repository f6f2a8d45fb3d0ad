"""The plugins of ``nbgrader zip_collect``: what is in a download goes to those who handed it in.

The extractor decides all: it leaves ``extracted/<student>/<file>``, which the collector reads off.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin

from autograder.course.times import in_utc
from autograder.errors import CourseError
from autograder.intake import read_timestamp
from autograder.intake.arrival import WHEN
from autograder.intake.attempts import keep
from autograder.lms.download import Download
from autograder.lms.people import People
from autograder.lms.settled import settle
from autograder.term.roster import read_roster

UNKNOWN = b"late, says Canvas, which does not say when: write the moment here\n"  # in timestamp.txt


class Extractor(ExtractorPlugin):  # type: ignore[misc]
    """Unpacks downloads of learning platforms; one student's trouble is one line."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Fill ``extracted_path`` with a folder for each student in ``archive_path``."""
        target = Path(extracted_path)
        people = self._people()
        own = FileNameCollectorPlugin(parent=self.parent).named_regexp
        asked: list[str] = []
        with tempfile.TemporaryDirectory(prefix=".unpacked-", dir=target.parent) as folder:
            download = Download(
                Path(archive_path), Path(folder), self._assignment, own, people, self.log
            )
            pieces = list(download.pieces())
            for one in settle(pieces, self._submitted, people):
                for line in one.told:
                    self.log.warning("%s", line)
                if one.files and self._may_replace(one.student):
                    when = self._when(one.student, one.files, one.late)
                    self._keep(one.student, one.files)
                    (target / one.student).mkdir(exist_ok=True)
                    for name, path in one.files.items():
                        path.replace(target / one.student / name)
                    if when:
                        (target / one.student / WHEN).write_bytes(when)
                    asked += [one.student] * (when == UNKNOWN)
        if download.is_broken and not pieces:
            self.parent.fail("Nothing was collected; the lines above say why")
        if asked:
            self.log.warning(
                "Canvas marks as late: %s. It does not say when they came: write the moment into "
                "%s in their folders. Until then nothing is taken off, and a flag stays",
                *(", ".join(map(ascii, asked)), WHEN),
            )

    def _people(self) -> People:
        try:
            return People.of(read_roster(Path(self.parent.coursedir.root)))
        except CourseError as why:
            self.parent.fail(str(why))
            raise

    @property
    def _assignment(self) -> str:
        return str(self.parent.coursedir.assignment_id)

    def _submitted(self, student: str) -> Path:
        directory = self.parent.coursedir
        return Path(directory.format_path(directory.submitted_directory, student, self._assignment))

    def _may_replace(self, student: str) -> bool:
        """One whose work is there already is left as it is, and the others are collected."""
        there = self._submitted(student)
        if self.force or not there.is_dir() or not any(there.iterdir()):
            return True
        self.log.error("%a is left as it is: %s holds work; --force replaces it", student, there)
        return False

    def _there(self, student: str) -> dict[str, bytes]:
        """Return the files that were collected of a student before."""
        there = self._submitted(student)
        found = there.iterdir() if there.is_dir() else ()
        return {path.name: path.read_bytes() for path in found if _is_plain(path)}

    def _when(self, student: str, files: Mapping[str, Path], late: bool) -> bytes:
        """Return what its timestamp.txt is to say: what somebody wrote there, or that one must."""
        old = self._there(student)
        if WHEN in old and _holds(old, files):
            return old[WHEN]
        return UNKNOWN if late else b""

    def _keep(self, student: str, files: Mapping[str, Path]) -> None:
        """Keep the work that is about to be replaced by other work."""
        there, old = self._submitted(student), self._there(student)
        if not old or _holds(old, files):
            return
        newest = max(path.lstat().st_mtime for path in there.iterdir())
        when = read_timestamp(there) or in_utc(datetime.fromtimestamp(newest, UTC))

        def copy(target: Path) -> None:
            target.mkdir()
            for name, data in old.items():
                (target / name).write_bytes(data)

        if keep(Path(self.parent.coursedir.root), student, self._assignment, when, copy):
            self.log.info("Kept the earlier work of %a in earlier/", student)


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _holds(old: Mapping[str, bytes], files: Mapping[str, Path]) -> bool:
    """Say whether the work that is there is what was handed in now."""
    return all(old.get(name) == path.read_bytes() for name, path in files.items())


class Collector(FileNameCollectorPlugin):  # type: ignore[misc]
    """Reads off what the extractor has found out."""

    def collect(self, submitted_file: str) -> dict[str, Any] | None:
        """Return the student and the name of a file ``extracted/<student>/<file>``."""
        app = self.parent
        extracted = Path(app._format_collect_path(app.extracted_directory))
        parts = Path(submitted_file).relative_to(extracted).parts
        return {"student_id": parts[0], "file_id": parts[1]} if len(parts) == 2 else None
