"""The plugins of ``nbgrader zip_collect``: what is in a download goes to those who handed it in.

The extractor decides all: it leaves ``extracted/<student>/<file>``, which the collector reads off.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin

from autograder.course.times import in_utc
from autograder.intake import read_timestamp
from autograder.intake.arrival import WHEN
from autograder.intake.attempts import keep
from autograder.intake.reading import shown
from autograder.lms.archive import Damaged, is_archive, members, students_members
from autograder.lms.names import Sent, sent_by
from autograder.lms.settled import Piece, safe_name, settle

DEPTH = 3  # archives in archives that a student made
UNKNOWN = b"late, says Canvas, which does not say when: write the moment here\n"  # in timestamp.txt
AGAIN = "download it again into the folder archive/, and run the same command with --force"


class Extractor(ExtractorPlugin):  # type: ignore[misc]
    """Unpacks downloads of Canvas and Moodle; one student's trouble is one line."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Fill ``extracted_path`` with a folder for each student in ``archive_path``."""
        self._broken = False
        target = Path(extracted_path)
        with tempfile.TemporaryDirectory(prefix=".unpacked-", dir=target.parent) as folder:
            self._folder, self._count = Path(folder), 0
            pieces = list(self._pieces(Path(archive_path)))
            asked: list[str] = []
            late = {piece.sent.student for piece in pieces if piece.sent.late}
            for student, files, said in settle(pieces, self._submitted):
                for line in said:
                    self.log.warning("%s", line)
                if files and self._may_replace(student):
                    when = self._when(student, files, student in late)
                    self._keep(student, files)
                    (target / student).mkdir(exist_ok=True)
                    for name, path in files.items():
                        path.replace(target / student / name)
                    if when:
                        (target / student / WHEN).write_bytes(when)
                    asked += [student] * (when == UNKNOWN)
        if self._broken and not pieces:
            self.parent.fail("Nothing was collected; the lines above say why")
        if asked:
            self.log.warning(
                "Canvas marks as late: %s. It does not say when they came: write the moment into "
                "%s in their folders. Until then nothing is taken off, and a flag stays",
                *(shown(asked), WHEN),
            )

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

    def _new(self) -> Path:
        self._count += 1
        return self._folder / str(self._count)

    def _sent(self, name: str) -> Sent | None:
        own = FileNameCollectorPlugin(parent=self.parent).named_regexp
        return sent_by(name, self._assignment, own)

    def _pieces(self, archive_path: Path) -> Iterator[Piece]:
        """Yield the files that students handed in; say which ones cannot be had."""
        unknown = []
        for path in sorted(p for p in archive_path.rglob("*") if p.is_file()):
            name = path.relative_to(archive_path).as_posix()
            if path.name.startswith("."):
                continue
            if sent := self._sent(name):
                copy = self._new()
                copy.write_bytes(path.read_bytes())
                yield from self._handed_in(Piece(sent, "", copy))
            elif is_archive(path.name):
                yield from self._download(path)
            else:
                unknown.append(name)
        self._say_unknown(unknown, archive_path.name)

    def _download(self, path: Path) -> Iterator[Piece]:
        """Yield what is in a download of the class."""
        unknown = []
        try:
            for member in members(path):
                sent = self._sent(member.name)
                if sent is None:
                    unknown.append(member.name)
                    continue
                copy = self._new()
                try:
                    member.save(copy)
                except Damaged as why:
                    self._broken = True
                    self.log.error(
                        "%a of %a in %s is left out: %s; %s",
                        sent.file, sent.student, path.name, why, AGAIN,
                    )  # fmt: skip
                    continue
                yield from self._handed_in(Piece(sent, member.when, copy))
        except Damaged as why:
            self._broken = True
            self.log.error("%s cannot be unpacked: %s; %s", path, why, AGAIN)
        self._say_unknown(unknown, path.name)

    def _handed_in(self, piece: Piece, depth: int = 0) -> Iterator[Piece]:
        """Yield a file that a student handed in; of an archive, what is in it, which is theirs.

        One that cannot be unpacked is collected as it is, and then refused in every table.
        """
        if not is_archive(piece.sent.file):
            yield piece
            return
        inner: list[Piece] = []
        try:
            if depth == DEPTH:
                raise Damaged(f"more than {DEPTH} archives in each other")
            for member in students_members(piece.path):
                copy = self._new()
                member.save(copy)
                sent = replace(piece.sent, file=safe_name(PurePosixPath(member.name).name))
                inner += self._handed_in(Piece(sent, member.when, copy), depth + 1)
        except Damaged as why:
            self.log.error(
                "%a of %a cannot be unpacked: %s", piece.sent.file, piece.sent.student, why
            )
            inner = []
        yield from inner or [piece]

    def _say_unknown(self, names: list[str], where: str) -> None:
        if names:
            self.log.error(
                "In %s, %d files are named for no student and left out: %s. Names are read as "
                "Canvas and Moodle give them; a download in a download goes into archive/ itself; "
                "for others set c.FileNameCollectorPlugin.named_regexp",
                where, len(names), shown(names),
            )  # fmt: skip


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
