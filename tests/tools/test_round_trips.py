"""A notebook that went through another tool keeps every answer, and earns what it earned before."""

from __future__ import annotations

import ast
import re

import pytest

from tests.tools.conftest import Came
from tests.tools.round_trips import BOTH, CONFLICT, TRIPS

NAMES = [trip.name for trip in TRIPS]
UNTOUCHED = [trip.name for trip in TRIPS if not trip.runs]
IN_A_SCRIPT = {"nbconvert_script"}  # texts are comments there, and cells run together
RENAMES = {"marimo"}  # a name that two cells make gets two names
TAKES_OUT = {"ruff_fix"}  # a name that nothing reads
WRITES_ANEW = {"pandoc_markdown"}  # `*so*` for `_so_`, another form of tables


def answers(one: Came) -> dict[str, str]:
    return {cell.name: cell.source for cell in one.submission.cells if cell.role == "answer"}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def program(source: str) -> str:
    return ast.dump(ast.parse(source))


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_comes_back(name: str, came: dict[str, Came]) -> None:
    before, after = answers(came["before"]), answers(came[name])
    if name in IN_A_SCRIPT:  # beside the answers, where a person sees it
        own = "\n".join(c.source for c in came[name].submission.cells if c.role == "scratch")
        assert set(words(before.pop("reading"))) <= set(words(own))
        assert after.pop("reading") == "YOUR ANSWER HERE"
    else:
        assert words(after.pop("reading")) == words(before.pop("reading"))
    for exercise, source in before.items():
        if name in RENAMES | TAKES_OUT and exercise == "loss_curves":
            assert "loss_curves" in after[exercise]
            assert "run_gd(x, y" in after[exercise]
        else:
            assert program(after[exercise]) == program(source)


@pytest.mark.parametrize("name", NAMES)
def test_the_grade_is_that_of_the_notebook_before(name: str, came: dict[str, Came]) -> None:
    before = came["before"].grades
    assert before["reading"] == (None, True)
    assert sum(points or 0 for points, _ in before.values()) > 10
    assert came[name].grades == before


@pytest.mark.parametrize("name", UNTOUCHED)
def test_nothing_is_earned_by_a_trip(name: str, came: dict[str, Came]) -> None:
    earned = [points for points, _ in came[f"untouched_{name}"].grades.values()]
    assert not any(earned)


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_told_that_an_answer_is_missing(name: str, came: dict[str, Came]) -> None:
    assert "missing" not in " ".join(came[name].submission.notes)


def test_an_answer_in_which_a_merge_left_two_versions_waits_for_a_person(
    came: dict[str, Came],
) -> None:
    merged = came[CONFLICT.name]
    assert "<<<<<<< " in answers(merged)[BOTH]
    assert merged.grades[f"test_{BOTH}"] == (None, True)
