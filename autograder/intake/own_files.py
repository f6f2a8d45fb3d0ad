"""A student's own files beside the notebook: the sandbox has none of them, which is said."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from autograder.course import Assignment
from autograder.intake.reading import shown
from autograder.records import Cell, Submission

MOST = 1_000  # files looked at
WRITTEN = re.compile(r"^%%(?:writefile|file)\s+(?:-a\s+)?(\S+)", re.MULTILINE)


def left_behind(folder: Path, submission: Submission, assignment: Assignment) -> list[str]:
    """Note the files that the student's code names and that were not handed out.

    What the handed out text names, too, and is no module, is what the notebook is to write.
    """
    code, given = _code(submission.cells), "\n".join(cell.source for cell in assignment.cells)
    written = set(WRITTEN.findall(code))
    named = [
        path.as_posix()
        for path in islice(_files(folder), MOST)
        if path.as_posix() not in written and _is_named(path, code, given)
    ]
    own = [name for name in named if name not in assignment.files] if named else []
    if not own:
        return []
    said = "beside the notebook, named in its code, and not there where it is graded"
    return [f"{said}: {shown(own)}"]


def _code(cells: tuple[Cell, ...]) -> str:
    return "\n".join(cell.source for cell in cells if cell.kind == "code")


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and those below it, with their ways; follow no link."""
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and ".ipynb" not in name:
                yield Path(where, name).relative_to(folder)


def _is_named(path: Path, code: str, given: str) -> bool:
    name = re.compile(rf"(?<!\w){re.escape(path.name)}(?!\w)")
    if path.suffix == ".py":
        stem = path.parent.name if path.stem == "__init__" else path.stem
        module = rf"^\s*(?:import|from)\b.*(?<!\w){re.escape(stem)}(?!\w)"
        return bool(name.search(code) or re.search(module, code, re.MULTILINE))
    return bool(name.search(code)) and not name.search(given)
