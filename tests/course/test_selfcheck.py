"""`course check` shows what a notebook says; a terminal obeys none of it."""

from __future__ import annotations

import pytest

from autograder.course import Course
from autograder.records import CellRun
from autograder.selfcheck import results
from tests.course.support import ROOT


@pytest.mark.parametrize(
    "words", ["\x1b]52;c;cm0=\x1b\\", "\x1b]0;title\x07", "\x1b[2J", "\x9b2J", "a\rb", "\u202eabc"]
)
def test_no_escape_reaches_the_terminal(words: str) -> None:
    error = {"output_type": "error", "ename": "ValueError", "evalue": f"red {words}\nline 2"}
    assignment = Course.load(ROOT).assignment("02_one_step")
    (check,) = results(assignment, {"test_one_step": CellRun("test_one_step", (error,))})
    assert check.said.startswith("ValueError: red ")
    assert check.said.endswith("\nline 2")
    assert check.said.replace("\n", "").isprintable()
