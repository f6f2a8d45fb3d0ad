"""Collects from nbgrader's exchange, and follows nothing that a student put there.

nbgrader copies a folder that its student owns as the instructor and through links, so that a link
to the instructor's own solution would earn full marks; one pipe, or one file that nobody may
read, ends the collection for the whole class; and a folder that a student names for another one
takes the place of the other's work, with a warning.
"""

from __future__ import annotations

import glob
import os
import pwd
import stat
import tempfile
import time
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect

from autograder.course.student_ids import student_id_problem
from autograder.intake import WHEN, Refused, read_bytes, read_timestamp, shown
from autograder.intake.attempts import keep

SECRET = "submission_secret.txt"  # the file that `nbgrader submit` writes last, after WHEN
SECRET_SECONDS, WRITTEN_SECONDS = 1.0, 10.0  # without the one, or both, so old a folder is whole
MAX_ENTRIES = 1000  # in all folders together
MAX_DEPTH = 5
KB, MB = 1000, 1 << 20  # nbgrader's, and ours
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class Collect(ExchangeCollect):  # type: ignore[misc]
    """nbgrader's own, on a copy that holds plain files only; what is left out is said."""

    src_records: list[dict[str, Any]]

    def do_copy(self, src: str, dest: str, log: object = None) -> None:
        """Copy a submission from the inbox to where it is graded."""
        with tempfile.TemporaryDirectory() as folder:
            plain = PlainCopy(self.coursedir.max_dir_size * KB)
            plain.copy(src, Path(folder, "plain"))
            for said in plain.left_out:
                self.log.warning("%s: left out: %s", ascii(Path(src).name), said)
            super().do_copy(f"{folder}/plain", dest, log)

    def init_src(self) -> None:
        """Find what is to be collected; what is not, and is there, is named.

        What a student is submitting right now is left for later: nbgrader would take as much as is
        there, and with a newer time take no more.
        """
        super().init_src()
        for record in self.src_records:
            name, owner = ascii(record["filename"]), record.get("owner")
            if owner:
                said = "it belongs to %s (ExchangeCollect.check_owner = False takes it)"
                self.log.warning(f"%s: left out: {said}", name, owner)
                record["left_out"] = True
            elif is_still_written(Path(self.inbound_path, record["filename"])):
                self.log.warning("%s is being submitted right now; collect again", name)
                record["left_out"] = True
        self.src_records = [record for record in self.src_records if "left_out" not in record]

    def _path_to_record(self, path: str) -> dict[str, Any]:
        """nbgrader's record; what is not the named student's own is nobody's, and has an owner."""
        record: dict[str, Any] = super()._path_to_record(path)
        uid = os.lstat(path).st_uid
        owner = _name_of(uid)
        if self.check_owner and owner != record["username"] and uid != os.geteuid():
            record |= {"username": f"{record['username']}/{owner}", "owner": owner}
        return record

    def copy_files(self) -> None:
        """Collect; then keep what students handed in before that, so that it may count."""
        super().copy_files()
        name, root = self.coursedir.assignment_id, Path(self.coursedir.root)
        pattern = f"{self.coursedir.student_id or '*'}+{glob.escape(name)}+*"
        for path in sorted(Path(self.inbound_path).glob(pattern)):
            record = self._path_to_record(str(path))
            if "owner" in record:
                continue
            student, when = record["username"], record["timestamp"]
            folder = self.coursedir.submitted_directory
            present = Path(self.coursedir.format_path(folder, student, name))
            last = read_timestamp(present, str(self.timezone))
            if last is None or when >= last or student_id_problem(student):
                continue
            if keep(root, student, name, when, partial(self._plain, str(path))):
                self.log.info("Kept an earlier submission: %s %s", student, when)

    def _plain(self, source: str, target: Path) -> None:
        PlainCopy(self.coursedir.max_dir_size * KB).copy(source, target)


def is_still_written(folder: Path) -> bool:
    """Say whether a folder of the inbox is not there whole yet."""
    if folder.is_symlink() or os.path.lexists(folder / SECRET):
        return False
    when = folder / WHEN
    last, seconds = (when, SECRET_SECONDS) if when.is_file() else (folder, WRITTEN_SECONDS)
    try:
        return time.time() - last.lstat().st_mtime < seconds
    except OSError:
        return False


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


class PlainCopy:
    """Copies the plain files of a folder that may change meanwhile; ``room`` is for all of them."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._seen = 0
        self.left_out: list[str] = []

    def copy(self, name: str, target: Path, within: int | None = None, depth: int = 0) -> None:
        """Copy the folder ``name`` to ``target``, which is made; ``within`` is its parent, open."""
        target.mkdir(mode=0o755)
        try:
            folder = os.open(name, FOLDER, dir_fd=within)
        except OSError as error:
            self._leave_out(name, error.strerror or "it cannot be opened")
            return
        try:
            with os.scandir(folder) as entries:
                for entry in islice(entries, MAX_ENTRIES + 1):
                    self._take(entry.name, target / entry.name, folder, depth + 1)
        finally:
            os.close(folder)

    def _take(self, name: str, target: Path, within: int, depth: int) -> None:
        self._seen += 1
        if self._seen > MAX_ENTRIES or depth > MAX_DEPTH:
            self._leave_out(name, "there are too many files and folders")
            return
        try:
            if stat.S_ISDIR(os.lstat(name, dir_fd=within).st_mode):
                self.copy(name, target, within, depth)
                return
            data = read_bytes(Path(name), self._room // MB, within)
        except (Refused, OSError) as why:
            self._leave_out(name, str(why))
            return
        self._room -= len(data)
        target.write_bytes(data)

    def _leave_out(self, name: str, why: str) -> None:
        if len(self.left_out) < MAX_ENTRIES:
            self.left_out.append(f"{shown([Path(name).name])}: {why}")
