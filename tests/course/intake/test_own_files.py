"""Files of a student's own: taken along where the code names them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.intake import read_handed_in
from autograder.intake.own_files import MOST_MB, MOST_TAKEN, with_own_files
from autograder.records import Submission
from tests.course.support.honest_notebooks import ASSIGNMENT, NAME, added, notebook, taken

TAKEN = "beside the notebook, named in its code, and taken along: "
LEFT = "beside the notebook, named in its code, and not there where it is graded: "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "submitted" / "ada" / NAME
    (made / "data").mkdir(parents=True)
    return made


def handed_in(folder: Path, code: str) -> Submission:
    raw = notebook()
    raw["cells"].append(added(code))
    (folder / f"{NAME}.ipynb").write_text(json.dumps(raw))
    return read_handed_in(folder / f"{NAME}.ipynb", "ada", ASSIGNMENT, 1)


def notes(folder: Path, code: str) -> tuple[str, ...]:
    return tuple(n for n in handed_in(folder, code).notes if n.startswith("beside"))


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
def test_what_the_code_needs_is_taken_and_named(folder: Path, name: str, code: str) -> None:
    (folder / name).write_bytes(b"\0 here")
    assert handed_in(folder, code).own_files == {name: b"\0 here"}
    assert notes(folder, code) == (f"{TAKEN}'{name}'",)


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
    assert {*with_own_files(folder, submission, ASSIGNMENT).own_files} == {"given.csv", "plot.png"}
    cells = list(ASSIGNMENT.cells)
    cells[0] = replace(cells[0], source="Save it as plot.png.")
    told = type("Told", (), {"cells": tuple(cells), "files": {"given.csv": b""}})
    assert with_own_files(folder, submission, told()) == submission


def test_what_a_module_names_is_taken_too(folder: Path) -> None:
    (folder / "mine.py").write_text("import other\nopen('data/numbers.csv')")
    for name in ("other.py", "data/numbers.csv", "unused.py"):
        (folder / name).write_text("")
    assert {*handed_in(folder, "import mine").own_files} == {
        "mine.py",
        "other.py",
        "data/numbers.csv",
    }


def test_a_link_and_what_is_too_much_are_named(folder: Path) -> None:
    (folder / "a.py").symlink_to("/etc/hostname")
    (folder / "b.bin").write_bytes(bytes((MOST_MB << 20) + 1))
    (folder / "c.bin").write_bytes(bytes(MOST_MB << 20))
    (folder / "d.bin").write_bytes(b"1")
    code = "import a\nfor name in ('b.bin', 'c.bin', 'd.bin'): open(name)"
    assert [*handed_in(folder, code).own_files] == ["c.bin"]
    assert notes(folder, code) == (f"{TAKEN}'c.bin'", f"{LEFT}'a.py', 'b.bin', 'd.bin'")


def test_not_more_than_so_many_are_taken(folder: Path) -> None:
    for number in range(MOST_TAKEN + 1):
        (folder / f"m{number:02}.py").write_text("")
    code = "\n".join(f"import m{number:02}" for number in range(MOST_TAKEN + 1))
    assert len(handed_in(folder, code).own_files) == MOST_TAKEN
    assert notes(folder, code)[1] == f"{LEFT}'m{MOST_TAKEN:02}.py'"


@pytest.mark.parametrize("name", ["given", "given/table.csv", "given/table.csv/mine.py"])
def test_what_was_handed_out_stays_as_it_is(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("mine")
    told = type("Told", (), {"cells": (), "files": {"given/table.csv": b"ours"}})
    raw = notebook()
    raw["cells"].append(added(f'open("{name}")\nimport mine'))
    assert with_own_files(folder, taken(raw), told()).own_files == {}
