"""Lessons that teach: a frame around each, hints that help and give nothing away, an answer to
every question, and no machinery in the way.
"""

from __future__ import annotations

import ast
import re
from functools import cache

import nbformat
import pytest

from autograder.course import Course
from autograder.course.gallery import SampleAnswer, specimens
from autograder.grading.graded_answers import grades_of
from autograder.grading.pool import Pool
from autograder.records import ExerciseGrade
from tests.course.lessons.notebooks import answers_of, cells_of, graded, notices_of, region_of
from tests.course.support import ROOT

COURSE = Course.load(ROOT)
LESSONS = COURSE.assignments
FOLDED = re.compile(r"<details><summary>(.*?)</summary>(.*?)</details>", re.DOTALL)
PREDICT = re.compile(r"^\*Predict:\*", re.MULTILINE)
ITEM = re.compile(r"^- \*\*", re.MULTILINE)
CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)
TITLED = re.compile(r'#@title [A-Z].+ \{display-mode: "form"\}\n')
MACHINERY = ("helpers", "test_", "see_", "look_")
WIDTH = re.compile(r"figsize=\(([\d.]+),")
PLOT = "_plot"  # ends the name of the cell in which a written answer's figure is drawn
ONE_SIGN = (
    "| **error** $e$ | prediction − target, $e = \\hat y - y$ | the line is too high |\n"
    "| **miss** | target − prediction, $y - \\hat y = -e$ | the line is too low |"
)
EXERCISES = [(lesson, e) for lesson in LESSONS for e in COURSE.assignment(lesson).exercises]
CODE_CELLS = [(lesson, cell.id) for lesson in LESSONS for cell in answers_of(lesson)]
ANSWERS = [(lesson, name) for lesson, name in CODE_CELLS if not name.endswith(PLOT)]

each_lesson = pytest.mark.parametrize("lesson", LESSONS)
each_answer = pytest.mark.parametrize(("lesson", "exercise"), ANSWERS)


def text_of(lesson: str, name: str) -> str:
    return {cell.id: cell.source for cell in cells_of(lesson)}[name]


def hints_of(lesson: str, exercise: str) -> list[tuple[str, str]]:
    """Return the title and the text of each folded hint below a task."""
    return FOLDED.findall(text_of(lesson, f"hints_{exercise}"))


def skeleton_of(lesson: str, exercise: str) -> str:
    (code,) = CODE.findall(hints_of(lesson, exercise)[2][1])
    return code


# --- the frame


@each_lesson
def test_the_first_screen_says_why_what_for_and_what_is_needed(lesson):
    title = text_of(lesson, "title")
    assert title.startswith("# ")
    for part in ("**Why this matters.**", "**You will be able to**", "**You need**", "**Time:**"):
        assert part in title
    goals = title.partition("**You will be able to**")[2].partition("**You need**")[0]
    assert len(re.findall("^- ", goals, re.MULTILINE)) == 3
    assert [cell.id for cell in cells_of(lesson)].index("names") == 1


@each_lesson
def test_error_and_miss_have_one_sign_in_all_lessons(lesson):
    names = text_of(lesson, "names")
    assert ONE_SIGN in names
    for said in ("learning rate", "parameter", "how many steps"):
        assert said in names


@each_lesson
def test_the_end_says_it_in_short_warns_and_names_one_good_source(lesson):
    *_, recap, closing = cells_of(lesson)
    assert (recap.id, closing.id) == ("recap", "closing")
    table, _, rest = recap.source.partition("**Common pitfalls**")
    pitfalls, _, further = rest.partition("**To go on:**")
    assert table.count("\n|") > 6
    assert pitfalls.count("\n- ") > 3
    assert len(re.findall(r"\]\(https://", further)) == 1


@pytest.mark.parametrize("lesson", [name for name in LESSONS if name > "02"])
def test_a_lesson_begins_with_questions_on_the_one_before(lesson):
    recall = FOLDED.findall(text_of(lesson, "recall"))
    assert len(recall) == 3
    assert all(question.endswith("?") and len(answer.split()) > 8 for question, answer in recall)


# --- hints


@pytest.mark.parametrize(("lesson", "exercise"), EXERCISES, ids=lambda x: getattr(x, "name", x))
def test_three_folded_hints_stand_under_each_task(lesson, exercise):
    order = [cell.id for cell in cells_of(lesson) if cell.id != exercise.name + PLOT]
    place = order.index(f"task_{exercise.name}")
    assert order[place : place + 3] == [
        f"task_{exercise.name}",
        f"hints_{exercise.name}",
        exercise.name,
    ]
    hints = hints_of(lesson, exercise.name)
    assert [title.partition(":")[0] for title, _ in hints] == ["Hint 1", "Hint 2", "Hint 3"]
    assert "?" in hints[0][1]


def bare(line: str) -> str:
    return "".join(line.partition("#")[0].split())


@pytest.mark.parametrize(("lesson", "exercise"), CODE_CELLS)
def test_no_hint_holds_a_line_of_an_answer(lesson, exercise):
    """Neither of ours nor of a right one in another style; what only passes on does not count."""
    (ours,) = (region_of(cell) for cell in answers_of(lesson) if cell.id == exercise)
    right = [s.code for s in specimens(ROOT, "right") if s.exercise == exercise]
    lines = {bare(line) for code in (ours, *right) for line in code.splitlines()}
    lines = {line for line in lines if len(line) > 8 and not line.startswith(("def", "import"))}
    own = f"hints_{exercise}" in (cell.id for cell in cells_of(lesson))
    hints = text_of(lesson, f"hints_{exercise if own else exercise.removesuffix(PLOT)}")
    shown = bare("".join(hints.replace("#", " ").splitlines()))
    assert [line for line in lines if line in shown] == []


@cache
def graded_skeletons() -> dict[str, ExerciseGrade]:
    """Grade each skeleton as the gallery's answers are graded."""
    skeletons = [
        SampleAnswer(lesson, exercise, "skeleton", skeleton_of(lesson, exercise), False, None)
        for lesson, exercise in ANSWERS
    ]
    with Pool(COURSE) as pool:
        grades = grades_of(skeletons, cache(COURSE.assignment), pool)
    return {one.exercise: grade for one, grade in zip(skeletons, grades, strict=True)}


@each_answer
def test_a_skeleton_can_be_read_by_python(lesson, exercise):
    ast.parse(skeleton_of(lesson, exercise))


@each_answer
def test_a_skeleton_as_it_stands_earns_nothing(lesson, exercise):
    assert graded_skeletons()[exercise].status == "failed"
    assert graded_skeletons()[exercise].points == 0
    assert graded_skeletons()[exercise].diagnosis is None


# --- questions


def questions_of_the_notice(source: str) -> int:
    """How many questions a picture's cell puts below its picture."""
    (notice,) = notices_of(source)
    return notice.count("?")


@each_lesson
def test_every_prediction_and_every_question_of_a_notice_has_a_folded_answer(lesson):
    predictions, cells = 0, cells_of(lesson)
    for cell, below in zip(cells, [*cells[1:], cells[0]], strict=True):
        if cell.cell_type == "markdown":
            predictions += len(PREDICT.findall(cell.source))
        elif cell.id.startswith(("see_", "look_")):
            asked = predictions + questions_of_the_notice(cell.source)
            predictions = 0
            if asked:
                assert below.id == f"answer_{cell.id}"
                ((title, answer),) = FOLDED.findall(below.source)
                assert title == "Compare with your prediction"
                assert len(ITEM.findall(answer)) == asked, below.id
    assert predictions == 0, "a prediction without a picture after it"


@each_lesson
def test_every_table_with_blanks_has_its_solution_folded_below(lesson):
    faded = [cell.source for cell in cells_of(lesson) if "| … |" in cell.source]
    assert faded
    for source in faded:
        assert "<details><summary>Compare</summary>" in source.partition("| … |")[2]


# --- what is in the way


@each_lesson
def test_the_machinery_is_folded_and_titled(lesson):
    code = [cell for cell in cells_of(lesson) if cell.cell_type == "code"]
    unfolded = [
        cell.id
        for cell in code
        if graded(cell).get("locked") and not cell.metadata.get("jupyter", {}).get("source_hidden")
    ]
    assert len(unfolded) <= 2
    assert not any(name.startswith(MACHINERY) for name in unfolded)
    for cell in code:
        if cell.id.startswith(MACHINERY):
            assert TITLED.match(cell.source), cell.id


@each_lesson
def test_the_release_is_folded_alike(lesson):
    released = nbformat.read(COURSE.assignment(lesson).release, as_version=4).cells
    source = cells_of(lesson)
    assert [c.metadata.get("jupyter") for c in released] == [
        c.metadata.get("jupyter") for c in source
    ]


@each_lesson
def test_no_picture_is_so_wide_that_its_labels_shrink_away_on_a_phone(lesson):
    """On 400 pixels a label of 12 points is then at least 7 pixels high."""
    pictures = [c.source for c in cells_of(lesson) if c.id.startswith(("see_", "look_"))]
    widths = [float(width) for source in pictures for width in WIDTH.findall(source)]
    assert len(widths) >= len(pictures)
    assert max(widths) <= 8.6
