"""Files beside a notebook that no code names: named where a text shows them or an answer fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.course.gallery import notebook_with
from autograder.intake import read_handed_in
from tests.course.support.honest_notebooks import ANSWER, ASSIGNMENT, NAME

ASKED = [cell.name for cell in ASSIGNMENT.cells if cell.role == "answer"]


def notes(folder: Path, **answers: str) -> tuple[str, ...]:
    path = folder / "submitted" / "ada" / NAME / f"{NAME}.ipynb"
    path.write_text(json.dumps(notebook_with(ASSIGNMENT, answers)))
    return read_handed_in(path, "ada", ASSIGNMENT, 1).notes


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    made = tmp_path / "submitted" / "ada" / NAME
    (made / "__MACOSX").mkdir(parents=True)
    for name in ("timestamp.txt", "submission_secret.txt", "desktop.ini", "__MACOSX/x.png"):
        (made / name).write_text("2026-01-01 00:00:00 UTC")
    return made


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("answer.docx", "See answer.docx, please."),
        ("photo.png", "![by hand](photo.png)"),
        ("my photo.png", "![by hand](my%20photo.png)"),
    ],
)
def test_what_a_text_shows_or_names_is_named(
    tmp_path: Path, beside: Path, name: str, text: str
) -> None:
    (beside / name).write_text("")
    said = f"beside the notebook, named in a text, and not shown there: '{name}'"
    assert notes(tmp_path, **{**dict.fromkeys(ASKED, "x = 1"), "why": text}) == (said,)


def test_what_may_be_a_missing_answer_is_named(tmp_path: Path, beside: Path) -> None:
    (beside / "answers.py").write_text("")
    done = dict.fromkeys(ASKED, "x = 1")
    assert notes(tmp_path, **done) == ()
    assert notes(tmp_path, **{name: "x = 1" for name in ASKED if name != "smallest"}) == (
        "no answer in `smallest`; beside the notebook, and read by nobody: 'answers.py'",
    )


def test_what_is_taken_along_or_as_the_notebook_is_named_once(tmp_path: Path, beside: Path) -> None:
    (beside / "mine.py").write_text("")
    (taken,) = notes(tmp_path, smallest=f"import mine\n{ANSWER}\n# mine.py")
    assert "taken along" in taken
    (beside / "mine.py").unlink()
    notes(tmp_path, smallest=ANSWER)
    (beside / f"{NAME}.ipynb").rename(beside / f"{NAME}.txt")
    path = beside / f"{NAME}.ipynb"
    (named,) = read_handed_in(path, "ada", ASSIGNMENT, 1).notes
    assert "taken, as it is the only one" in named
