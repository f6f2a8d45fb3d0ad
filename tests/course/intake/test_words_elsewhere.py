"""A written answer that stands anywhere but in its cell is read by a person, or named in a flag."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from autograder.grading.waiting import waiting_grades
from autograder.intake import parse, rebuild
from autograder.records import Submission
from tests.course.support import ROOT
from tests.course.support.honest_notebooks import Raw, added, cell

LESSON = Course.load(ROOT).assignment("01_slope")
TEXT = "why_equally_fast"
WORDS = "Both factors have size 0.8, so both are equally far from the bottom."
MODEL = solved(LESSON)
LEFT = {name: answer for name, answer in MODEL.items() if name != TEXT}
CHINESE = "两个因子的大小都是零点八"
JAPANESE = "どちらの係数も大きさが同じだから"
THAI = "ตัวคูณทั้งสองมีขนาดเท่ากัน"


def taken(raw: Raw) -> Submission:
    return rebuild(parse(json.dumps(raw).encode()), "ada", LESSON)


def insert(raw: Raw, after: str, source: str, kind: str = "code") -> None:
    place = raw["cells"].index(cell(raw, after)) + 1
    raw["cells"].insert(place, {**added(source, kind), "id": "new"})


def waits(submission: Submission) -> bool:
    return TEXT in waiting_grades(LESSON, submission, {})


BELOW = [
    f'answer = "{WORDS}"',
    'Antwort = ("Both factors "\n          "have size 0.8")\nprint(Antwort)',
    f'from IPython.display import Markdown\nMarkdown("{WORDS}")',
    f'print(f"{WORDS}")',
    f'def answer():\n    """{WORDS}"""',
    f"%%markdown\n{WORDS}",
    "%%html\nof equal size",
    *(f"# {said}" for said in (CHINESE, JAPANESE, THAI)),
    *(CHINESE, JAPANESE, f"{CHINESE}。"),
    f'"{CHINESE}"',
    "# factor -0.8 versus 0.8",
    "x = 3  # equally far",
    WORDS,
]


@pytest.mark.parametrize("code", BELOW)
def test_words_in_a_code_cell_of_its_section_wait_for_a_person(code: str) -> None:
    raw = notebook_with(LESSON, LEFT)
    insert(raw, TEXT, code)
    assert waits(taken(raw))


@pytest.mark.parametrize(
    "code",
    [
        "print(descend_1d(lambda x: 2 * x, 1.0, 0.1, 3))",
        'print(f"{0.5:.3f} {2:>10}")\nplt.plot([1, 2], "r-")',
        "%timeit descend_1d(lambda x: 2 * x, 1.0, 0.1, 3)",
        "x = = regime(1, 2",
    ],
)
def test_code_without_words_is_no_answer(code: str) -> None:
    raw = notebook_with(LESSON, LEFT)
    insert(raw, TEXT, code)
    submission = taken(raw)
    assert not waits(submission)
    assert submission.notes == ()


@pytest.mark.parametrize("code", [f'"""{WORDS}"""', f"# {WORDS}", f"\n\n# {CHINESE}{JAPANESE}"])
def test_words_below_the_code_above_it_wait_for_a_person(code: str) -> None:
    raw = notebook_with(LESSON, LEFT)
    cell(raw, "regime")["source"] += f"\n{code}"
    assert waits(taken(raw))


def test_code_below_a_question_is_shown_in_its_lines() -> None:
    raw = notebook_with(LESSON, {})
    code = "```python\ndef regime(curvature, learning_rate):\n    p = 1\n\n    return p\n```"
    task = cell(raw, "task_regime")
    task["source"] = f"{task['source']}\n\n{code}"
    assert any(c.role == "quoted" and code in c.source for c in taken(raw).cells)


def test_comments_about_code_are_no_written_answer() -> None:
    raw = notebook_with(LESSON, LEFT)
    above = cell(raw, "regime")
    above["source"] = f"# first I look at the size of the factor\n{above['source']}"
    assert not waits(taken(raw))
    assert taken(raw).notes == ()


FAR: dict[str, tuple[Callable[[Raw], object], str]] = {
    "a new cell": (
        lambda raw: insert(raw, "every_exercise", WORDS, "markdown"),
        "12 words stands in a new cell below the cell every_exercise",
    ),
    "a new code cell": (
        lambda raw: insert(raw, "every_exercise", f'words = "{WORDS}"'),
        "12 words stands in a new cell below the cell every_exercise",
    ),
    "a text of ours": (
        lambda raw: cell(raw, "six_tests").update(
            source="".join(cell(raw, "six_tests")["source"]) + f"\n\n{WORDS}"
        ),
        "12 words stands in the cell six_tests",
    ),
    "a far answer": (
        lambda raw: cell(raw, "descend_1d").update(source=f"{MODEL['descend_1d']}\n# {WORDS}"),
        "12 words stands in the cell descend_1d",
    ),
    "a script without spaces": (
        lambda raw: insert(raw, "every_exercise", CHINESE * 2, "markdown"),
        "8 words stands in a new cell below the cell every_exercise",
    ),
}


@pytest.mark.parametrize("place", FAR)
def test_words_far_away_are_named_and_given_to_no_exercise(place: str) -> None:
    raw = notebook_with(LESSON, LEFT)
    change, told = FAR[place]
    change(raw)
    submission = taken(raw)
    assert submission.notes == (f"no answer in `{TEXT}`; new text of {told}",)
    assert not waits(submission)
    answered = notebook_with(LESSON, MODEL)
    change(answered)
    assert taken(answered).notes == ()


def test_a_name_in_the_title_is_no_answer() -> None:
    raw = notebook_with(LESSON, LEFT)
    title = cell(raw, "title")
    title["source"] = "Name: Ada Lovelace\n" + "".join(title["source"])
    assert taken(raw).notes == ()


@pytest.mark.parametrize("own", [f"# {WORDS}", f'"""{WORDS}"""', ""])
def test_a_notebook_of_ones_own_loses_no_words(own: str) -> None:
    code = "\n\n".join(MODEL[name] for name in ("descend_1d", "regime"))
    cells = [added(f"{code}\n{own}")] + ([] if own else [added(WORDS, "markdown")])
    submission = taken({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    assert waits(submission)
    said = waiting_grades(LESSON, submission, {})[TEXT].message
    assert said.startswith("The cell for this answer is not in your notebook")
    assert not [note for note in submission.notes if "handed out" in note or "missing" in note]
    assert any(note.startswith(f"{TEXT}: its own cell is not there") for note in submission.notes)
