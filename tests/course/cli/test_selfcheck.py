"""`course check` shows what a notebook says; a terminal obeys none of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.course.gallery import notebook_with
from autograder.grading.public_checks import results, self_check
from autograder.records import CellRun
from tests.course.support import OTHER_COURSE
from tests.course.support.honest_notebooks import ASSIGNMENT, NAME


@pytest.mark.parametrize(
    "words", ["\x1b]52;c;cm0=\x1b\\", "\x1b]0;title\x07", "\x1b[2J", "\x9b2J", "a\rb", "\u202eabc"]
)
def test_no_escape_reaches_the_terminal(words: str) -> None:
    error = {"output_type": "error", "ename": "ValueError", "evalue": f"red {words}\nline 2"}
    (check,) = results(ASSIGNMENT, {"test_smallest": CellRun("test_smallest", (error,))})
    assert check.said.startswith("ValueError: red ")
    assert check.said.endswith("\nline 2")
    assert check.said.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("def smallest(items)\n    return t0, t1", "SyntaxError: expected ':'"),
        ("print(nothing_of_that_name)\ndef smallest(items): pass", "NameError"),
    ],
)
def test_an_error_in_the_answers_cell_is_told_as_it_is(
    tmp_path: Path, answer: str, said: str
) -> None:
    notebook = tmp_path / f"{NAME}.ipynb"
    notebook.write_text(json.dumps(notebook_with(ASSIGNMENT, {"smallest": answer})))
    checks = self_check(Course.load(OTHER_COURSE), notebook)
    told = next(check.said for check in checks if check.exercise == "smallest")
    assert told.startswith("its cell stopped with")
    assert said in told
    others = [check.said for check in checks if check.exercise != "smallest"]
    assert not any("stopped" in words for words in others)
