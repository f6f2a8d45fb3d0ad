"""Unpacks a platform's download: everything in it, with the one who handed it in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from logging import Logger
from pathlib import Path, PurePosixPath

from autograder.intake.reading import shown
from autograder.lms.archive import Budget, Damaged, is_archive, is_junk, members
from autograder.lms.names import sent_by
from autograder.lms.people import People
from autograder.lms.sent import Sent
from autograder.lms.settled import Piece, safe_name

DEPTH = 3  # archives in archives that a student made
MOST_NAMED = 50  # files of nobody, in one download
OF_PLATFORMS = {"index.html", "grades.csv", "grades.xls", "grades.xlsx"}  # nobody handed them in
AGAIN = "download it again into the folder archive/, and run the same command with --force"
HOW = (
    "Names are read as Canvas, Moodle, Blackboard, Brightspace and Sakai give them, and folders as "
    "students.csv names people; a download in a download goes into archive/ itself; for others set "
    "c.FileNameCollectorPlugin.named_regexp"
)


@dataclass
class Download:
    """What lies in the folder ``archive`` of an assignment, unpacked into ``folder``.

    ``own`` is the teacher's pattern for names. One file's trouble is one line in ``log``;
    ``is_broken`` says whether the platform's own archives had some.
    """

    archive: Path
    folder: Path
    assignment: str
    own: str
    people: People
    log: Logger
    is_broken: bool = False

    def __post_init__(self) -> None:
        self._numbers = count(1)

    def pieces(self) -> Iterator[Piece]:
        """Yield the files that students handed in; say which ones cannot be had."""
        files = sorted(path for path in self.archive.rglob("*") if path.is_file())
        names = {path: path.relative_to(self.archive).as_posix() for path in files}
        senders = {path: self._sent(name) for path, name in names.items() if not is_junk(name)}
        alone = len({sent.student for sent in senders.values() if sent}) == 1
        unknown = []
        for path, sent in senders.items():
            if sent and alone and self._may_be_class(path, sent):
                self.is_broken = True
                self.log.error(
                    "%s is left out: it is called as if %a had handed it in, and holds what others "
                    "did; if it is the download, rename it, such as to submissions.zip",
                    path, sent.student,
                )  # fmt: skip
            elif sent:
                copy = self._new()
                copy.write_bytes(path.read_bytes())
                yield from self._handed_in(Piece(sent, "", copy), Budget())
            elif is_archive(path.name):
                yield from self._class_archive(path)
            else:
                unknown.append(names[path])
        self._say_unknown(unknown, self.archive.name)

    def _new(self) -> Path:
        return self.folder / str(next(self._numbers))

    def _sent(self, name: str) -> Sent | None:
        return sent_by(name, self.assignment, self.own, self.people)

    def _may_be_class(self, path: Path, sent: Sent) -> bool:
        """Say whether an archive that is named like a student's may be that of the class."""
        if not is_archive(path.name) or self.people.of_number(sent.number):
            return False
        with suppress(Damaged):
            return any(self._sent(member.name) for member in members(path))
        return False

    def _class_archive(self, path: Path) -> Iterator[Piece]:
        """Yield what is in a download of the class."""
        unknown, is_empty = [], True
        try:
            for member in members(path):
                sent, is_empty = self._sent(member.name), False
                if sent is None:
                    unknown.append(member.name)
                    continue
                copy = self._new()
                try:
                    member.save(copy)
                except Damaged as why:
                    self.is_broken = True
                    file = shown([sent.file])
                    said = (file, sent.student, path.name, why, AGAIN)
                    self.log.error("%s of %a in %s is left out: %s; %s", *said)
                    continue
                yield from self._handed_in(Piece(sent, member.when, copy), Budget())
            if is_empty:  # as a download that was stopped is, too, on some disks
                raise Damaged("no file is in it")
        except Damaged as why:
            self.is_broken = True
            self.log.error("%s cannot be unpacked: %s; %s", path, why, AGAIN)
        self._say_unknown(unknown, path.name)

    def _handed_in(self, piece: Piece, budget: Budget, depth: int = 0) -> Iterator[Piece]:
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
            for member in members(piece.path):
                budget.spend(member)
                copy = self._new()
                member.save(copy)
                sent = replace(piece.sent, file=safe_name(PurePosixPath(member.name).name))
                inner += self._handed_in(Piece(sent, member.when, copy), budget, depth + 1)
        except Damaged as why:
            said = (shown([piece.sent.file]), piece.sent.student, why)
            self.log.error("%s of %a cannot be unpacked: %s", *said)
            inner = []
        yield from inner or [piece]

    def _say_unknown(self, names: Sequence[str], where: str) -> None:
        names = [name for name in names if PurePosixPath(name).name not in OF_PLATFORMS]
        for name in names[:MOST_NAMED]:
            self.log.error("In %s, %s is named for no student and left out", where, shown([name]))
        if len(names) > MOST_NAMED:
            self.log.error("In %s, %d more are left out, too", where, len(names) - MOST_NAMED)
        if names:
            self.log.error("%s", HOW)
