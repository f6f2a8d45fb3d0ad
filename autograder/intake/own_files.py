"""A student's own files beside the notebook: those that the code names are there when it runs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from autograder.course import Assignment
from autograder.intake.parse import Refused
from autograder.intake.reading import read_bytes, shown
from autograder.records import Submission

MOST = 1_000  # files looked at
MOST_TAKEN = 50
MOST_MB = 8  # of all that are taken
MOST_READ = 100_000  # characters of a module in which names of others are looked for
WRITTEN = re.compile(r"^%%(?:writefile|file)\s+(?:-a\s+)?(\S+)", re.MULTILINE)
NAMED = "beside the notebook, named in its code, and"


def with_own_files(folder: Path, submission: Submission, assignment: Assignment) -> Submission:
    """Take along the files that the student's code names and that were not handed out.

    A module that is taken may name others. What the handed out text names, too, and is no module,
    is what the notebook is to write. Notes say what is taken, and what is too large or no file.
    """
    code = "\n".join(cell.source for cell in submission.cells if cell.kind == "code")
    given = "\n".join(cell.source for cell in assignment.cells)
    written = set(WRITTEN.findall(code))
    ways = [p for p in islice(files_of(folder), MOST) if p.as_posix() not in written]
    ways = [p for p in ways if _is_free(p.as_posix(), assignment)] if ways else []
    own: dict[str, bytes] = {}
    left: list[str] = []
    while named := [path for path in ways if _is_named(path, code, given)]:
        code = ""  # that of the modules that are taken now
        for path in named:
            ways.remove(path)
            try:
                own[path.as_posix()] = taken = _read(folder / path, own)
            except Refused:
                left.append(path.as_posix())
                continue
            if path.suffix == ".py":
                code += "\n" + taken.decode("utf-8", "replace")[:MOST_READ]
    notes = [f"{NAMED} taken along: {shown([*own])}"] if own else []
    notes += [f"{NAMED} not there where it is graded: {shown(left)}"] if left else []
    return replace(submission, own_files=own, notes=(*notes, *submission.notes))


def _read(path: Path, own: dict[str, bytes]) -> bytes:
    """Read one more file; raise Refused for a link, and where it is too much."""
    taken = read_bytes(path, MOST_MB)
    if len(own) >= MOST_TAKEN or len(taken) + sum(map(len, own.values())) > MOST_MB << 20:
        raise Refused("too much")
    return taken


def files_of(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and those below it, with their ways; follow no link."""
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and ".ipynb" not in name:
                yield Path(where, name).relative_to(folder)


def _is_free(name: str, assignment: Assignment) -> bool:
    """Say whether a file can lie beside those that were handed out, which stay as they are."""
    clashes = (f"{name}/".startswith(f"{n}/") or n.startswith(f"{name}/") for n in assignment.files)
    return name.isprintable() and not any(clashes)


def _is_named(path: Path, code: str, given: str) -> bool:
    stem = path.parent.name if path.stem == "__init__" else path.stem
    if stem not in code and path.name not in code:
        return False  # found a hundred times as quickly, of a thousand files
    name = re.compile(rf"(?<!\w){re.escape(path.name)}(?!\w)")
    if path.suffix == ".py":
        module = rf"^[^\S\n]*(?:import|from)\b.*(?<!\w){re.escape(stem)}(?!\w)"
        return bool(name.search(code) or re.search(module, code, re.MULTILINE))
    return bool(name.search(code)) and not name.search(given)
