"""The notebook of another lesson is refused by its name, however little is left of its marks."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from autograder.intake import Refused, read_handed_in
from tests.course.support import ROOT
from tests.course.support.honest_notebooks import Raw, added, colab

COURSE = Course.load(ROOT)
NAMES = COURSE.assignments
RAWS = {n: notebook_with(COURSE.assignment(n), solved(COURSE.assignment(n))) for n in NAMES}


def put(tmp_path: Path, raw: Raw, name: str) -> Path:
    path = tmp_path / "submitted" / "ada" / name / f"{name}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(raw))
    return path


def stripped(raw: Raw) -> None:
    for c in raw["cells"]:
        c.pop("id", None)
        c["metadata"] = {}


@pytest.mark.parametrize("program", [lambda raw: None, colab, stripped])
@pytest.mark.parametrize(("handed_in", "as_"), [*itertools.permutations(NAMES, 2)])
def test_another_lesson_is_refused(
    tmp_path: Path, handed_in: str, as_: str, program: Callable[[Raw], None]
) -> None:
    raw = json.loads(json.dumps(RAWS[handed_in]))
    program(raw)
    with pytest.raises(Refused, match=f"this is the notebook of {handed_in}, handed in as {as_}"):
        read_handed_in(put(tmp_path, raw, as_), "ada", COURSE.assignment(as_), 50)


@pytest.mark.parametrize("program", [lambda raw: None, colab, stripped])
@pytest.mark.parametrize("name", NAMES)
def test_the_right_lesson_is_taken(
    tmp_path: Path, name: str, program: Callable[[Raw], None]
) -> None:
    raw = json.loads(json.dumps(RAWS[name]))
    program(raw)
    assert read_handed_in(put(tmp_path, raw, name), "ada", COURSE.assignment(name), 50)


def test_answers_in_a_copy_of_another_lessons_text_are_taken(tmp_path: Path) -> None:
    raw = json.loads(json.dumps(RAWS["01_slope"]))
    answers = solved(COURSE.assignment("04_learning_rates"))
    raw["cells"] = [raw["cells"][0], *(added(code) for code in answers.values())]
    path = put(tmp_path, raw, "04_learning_rates")
    assert read_handed_in(path, "ada", COURSE.assignment("04_learning_rates"), 50)
