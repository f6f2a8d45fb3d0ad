"""Files of a student's own, which the sandbox has not: named where the code needs them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.intake import read_handed_in
from autograder.intake.own_files import left_behind
from tests.course.support.honest_notebooks import ASSIGNMENT, NAME, added, notebook, taken

SAID = "beside the notebook, named in its code, and not there where it is graded: "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "submitted" / "ada" / NAME
    (made / "data").mkdir(parents=True)
    return made


def notes(folder: Path, code: str) -> tuple[str, ...]:
    raw = notebook()
    raw["cells"].append(added(code))
    (folder / f"{NAME}.ipynb").write_text(json.dumps(raw))
    found = read_handed_in(folder / f"{NAME}.ipynb", "ada", ASSIGNMENT, 1).notes
    return tuple(note for note in found if note.startswith("beside"))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("mine.py", "import mine"),
        ("mine.py", "import os, mine as m"),
        ("mine.py", "if True:\n    from mine import *"),
        ("mine.py", "%run mine.py"),
        ("data/mine.csv", 'open("data/mine.csv")'),
        ("data/walk.py", "from data.walk import step"),
        ("data/__init__.py", "import data"),
        ("Grüße 1.txt", 'open("Grüße 1.txt")'),
    ],
)
def test_what_the_code_needs_is_named(folder: Path, name: str, code: str) -> None:
    (folder / name).write_text("")
    assert notes(folder, code) == (f"{SAID}'{name}'",)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("mine.py", "mine = 3"),
        ("mine.py", "%%writefile mine.py\nx = 1\n# import mine"),
        ("mine.csv", 'open("other_mine.csv")'),
        ("timestamp.txt", "import mine"),
        (".hidden.py", "%run .hidden.py"),
        ("__init__.py", "import data"),
    ],
)
def test_what_it_does_not_need_is_not(folder: Path, name: str, code: str) -> None:
    (folder / name).write_text("2030-01-01 00:00:00 UTC")
    assert notes(folder, code) == ()


def test_what_is_handed_out_or_to_be_written_is_not(folder: Path) -> None:
    raw = notebook()
    raw["cells"].append(added('open("given.csv"); open("plot.png", "wb")'))
    submission = taken(raw)
    for name in ("given.csv", "plot.png"):
        (folder / name).write_text("")
    assert left_behind(folder, submission, ASSIGNMENT) == [f"{SAID}'given.csv', 'plot.png'"]
    cells = list(ASSIGNMENT.cells)
    cells[0] = replace(cells[0], source="Save it as plot.png.")
    told = type("Told", (), {"cells": tuple(cells), "files": {"given.csv": b""}})
    assert left_behind(folder, submission, told()) == []
