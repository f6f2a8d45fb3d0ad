"""Says which hand-ins stand where nothing is graded: no table would name them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path

from autograder.intake.files import is_notebook
from autograder.intake.reading import shown

MOST_SAID = 10  # lines
MOST_FILES = 1000  # looked at in one folder


def misplaced(submitted: Path, assignments: Collection[str], without: str = "") -> list[str]:
    """Return a line for each hand-in that belongs to no assignment, and why.

    That is a notebook with no folder of its assignment round it, and a folder that is called as an
    assignment but for the case of letters. Students who have handed in the assignment ``without``
    are passed over.
    """
    names = sorted(os.listdir(submitted)) if submitted.is_dir() else []  # noqa: PTH208 - no paths
    said: list[str] = []
    for student in names:
        if not (without and os.path.lexists(f"{submitted}/{student}/{without}")):
            said += _in_folder(submitted / student, assignments)
    more = [f"{len(said) - MOST_SAID} more"] if len(said) > MOST_SAID else []
    return [*said[:MOST_SAID], *more]


def _in_folder(folder: Path, assignments: Collection[str]) -> Iterator[str]:
    if folder.name.startswith(".") or folder.is_symlink():
        return
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in islice(entries, MOST_FILES))
    except OSError:
        return  # a file, or what is said where it is graded
    usual = {name.casefold(): name for name in assignments}
    for name in names:
        if usual.get(name.casefold(), name) != name:
            why = f"is not called {usual[name.casefold()]}"
        elif is_notebook(name):
            why = "stands in no assignment's folder"
        else:
            continue
        yield f"{shown([f'{folder.name}/{name}'])} {why}, and is not graded"
