"""Under which name each student's files are collected, and which of several counts."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.course.student_ids import student_id_problem
from autograder.intake.arrival import WHEN
from autograder.intake.files import EARLIER
from autograder.lms.names import Sent

MAX_NAME = 200  # bytes of a file's name; 255 is what file systems take


@dataclass(frozen=True)
class Piece:
    """A file that somebody handed in, unpacked to ``path``."""

    sent: Sent
    when: str
    path: Path


def safe_name(name: str) -> str:
    """Return a file name that any file system takes; its end stays."""
    plain = "".join(c if c.isprintable() and c not in '/\\<>:"|?*' else "_" for c in name)
    end = plain.encode("utf-8", "replace")[-MAX_NAME:].decode("utf-8", "ignore")
    return end.lstrip(".") or "unnamed"


def settle(
    pieces: Sequence[Piece], submitted: Callable[[str], Path], known: Container[str] = ()
) -> Iterator[tuple[str, dict[str, Path], list[str]]]:
    """Yield each student with their files by name, and what an instructor is told of them.

    Two students of one name are told apart by the platform's number, also where only one of them
    has handed in, and ``known`` (the class list) has that one under name and number. Of two files
    of one name the later counts; the other is collected beside it, where a flag names it.
    """
    alike: dict[str, set[tuple[str, str]]] = defaultdict(set)
    theirs: dict[tuple[str, str], list[Piece]] = defaultdict(list)
    for piece in pieces:
        name = unicodedata.normalize("NFC", piece.sent.student)
        alike[name.casefold()].add((name, piece.sent.number))
        theirs[name, piece.sent.number].append(piece)
    for (name, number), own in sorted(theirs.items()):
        shared = len(alike[name.casefold()]) > 1 or f"{name}_{number}" in known
        student, said = _student(name, number, shared)
        if shared and submitted(name).exists():
            said.append(f"{submitted(name)} is of an earlier download: of one of them; move it")
        problem = student_id_problem(student)
        if problem and not number:
            yield name, {}, [f"{name!a} is left out: as a student id it {problem}"]
            continue
        if problem:
            said.append(f"{name!a} {problem}; this student is called {number!a}")
            student = number
        files, more = _files(student, own)
        yield student, files, said + more


def _student(name: str, number: str, shared: bool) -> tuple[str, list[str]]:
    if not (shared and number):
        return name, []
    student = f"{name}_{number}"
    return student, [f"Several students are called {name!a}; this one is {student!a}"]


def _files(student: str, own: Sequence[Piece]) -> tuple[dict[str, Path], list[str]]:
    files: dict[str, Path] = {}
    said = []
    folded: dict[str, str] = {}
    for piece in _latest_first(own):
        name = safe_name(piece.sent.file)
        if name == WHEN:
            said.append(f"{WHEN} that {student!a} handed in is left out: it is no proof of a time")
            continue
        if folded.setdefault(name.casefold(), name) != name or name in files:
            stem = PurePosixPath(name)
            mark = piece.sent.attachment or len(files)
            earlier = f"{stem.stem}-{mark}{stem.suffix}{EARLIER}"
            said.append(f"{student!a} handed in {name!a} twice: the later counts, {earlier!a} not")
            name = earlier
        files[name] = piece.path
    return files, said


def _latest_first(own: Sequence[Piece]) -> list[Piece]:
    order = sorted(enumerate(own), key=lambda p: (p[1].sent.attachment, p[1].when, p[0]))
    return [piece for _, piece in reversed(order)]
