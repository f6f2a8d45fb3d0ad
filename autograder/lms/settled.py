"""Under which name each student's files are collected, and which of several counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.course.student_ids import folded, student_id_problem
from autograder.exports.moodle import NOBODYS, moodle_name
from autograder.intake.arrival import WHEN
from autograder.intake.files import EARLIER
from autograder.lms.people import People
from autograder.lms.sent import Sent

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


@dataclass(frozen=True)
class Settled:
    """A student with their files by name, what an instructor is told, and whether it came late."""

    student: str
    files: Mapping[str, Path]
    told: Sequence[str]
    late: bool = False


def settle(
    pieces: Sequence[Piece], submitted: Callable[[str], Path], people: People
) -> Iterator[Settled]:
    """Yield what each student handed in, under the id that the class list has for them.

    Two students of one name are told apart by the platform's number. Of two files of one name the
    later counts; the other is collected beside it, where a flag names it.
    """
    ids = ids_of([piece.sent for piece in pieces], people)
    theirs: dict[str, list[Piece]] = defaultdict(list)
    told: dict[str, list[str]] = defaultdict(list)
    for piece in pieces:
        theirs[ids[piece.sent.sender].id].append(piece)
    for (name, _), found in sorted(ids.items()):
        told[found.id] += found.told
        if found.is_shared and submitted(name).exists():
            there = f"{submitted(name)} is of an earlier download: of one of them; move it"
            told[found.id].append(there)
    for student, own in sorted(theirs.items()):
        files, more = _files(student, own) if student else ({}, [])
        late = any(piece.sent.late for piece in own)
        yield Settled(student, files, [*told[student], *more], late)


@dataclass(frozen=True)
class Called:
    """The id of who sent a file, "" where there can be none; and what is to be said of it."""

    id: str
    told: Sequence[str] = ()
    is_shared: bool = False


def ids_of(files: Iterable[Sent], people: People) -> dict[tuple[str, str], Called]:
    """Return the student of each sender in a download, by the name and number there."""
    senders = {sent.sender for sent in files}
    alike = Counter(_key(name, people) for name, number in senders if number)
    return {
        (name, number): _called(name, number, alike[_key(name, people)] > 1, people)
        for name, number in senders
    }


def _key(name: str, people: People) -> str:
    """Return what two of one name have in common, also where the class list knows only one."""
    return people.student(name) or folded(name)


def _called(name: str, number: str, shared: bool, people: People) -> Called:
    student, said = name, []
    if name == number:
        student = people.of_number(number) or number
        if student == number in people.ids and number not in people.in_files:
            return Called("", [f"{number!a} is left out: students.csv has this id for another"])
    elif number and (shared or name == NOBODYS or folded(f"{name}_{number}") in people.ids):
        student = f"{name}_{number}"
        if name != NOBODYS:
            said.append(f"Several students are called {name!a}; this one is {student!a}")
    elif listed := people.student(name):
        student = listed
    elif members := number and people.groups.get(moodle_name(name)):
        student = members[0]
        said.append(f"{name!a} is a group; its work is collected as that of {student!a}")
    problem = student_id_problem(student)
    if problem and number:
        said.append(f"{name!a} {problem}; this student is called {number!a}")
        student = number
    elif problem:
        return Called("", [f"{name!a} is left out: as a student id it {problem}"])
    return Called(student, said, shared and bool(number))


def _files(student: str, own: Sequence[Piece]) -> tuple[dict[str, Path], list[str]]:
    files: dict[str, Path] = {}
    said = []
    taken: set[str] = set()
    newest = max((one.sent.when for one in own if _is_notebook(one)), default="")
    for piece in _latest_first(own):
        name = safe_name(piece.sent.file)
        if name == WHEN:
            said.append(f"{WHEN} that {student!a} handed in is left out: it is no proof of a time")
            continue
        is_old = _is_notebook(piece) and piece.sent.when < newest
        if is_old or name.casefold() in taken:
            stem, mark = PurePosixPath(name), piece.sent.attachment or len(files)
            while (earlier := f"{stem.stem}-{mark}{stem.suffix}{EARLIER}").casefold() in taken:
                mark += 1
            how = "before another notebook" if is_old else "twice"
            said.append(f"{student!a} handed in {name!a} {how}: the later counts, {earlier!a} not")
            name = earlier
        taken.add(name.casefold())
        files[name] = piece.path
    return files, said


def _is_notebook(piece: Piece) -> bool:
    return piece.sent.file.casefold().endswith(".ipynb")


def _latest_first(own: Sequence[Piece]) -> list[Piece]:
    order = [(p.sent.attachment, p.sent.when, p.when, place) for place, p in enumerate(own)]
    return [own[place] for *_, place in sorted(order, reverse=True)]
