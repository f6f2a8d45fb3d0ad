"""The hand-edited notebooks keep their promises: names, points, length, and the right answers."""

from __future__ import annotations

import hashlib
import importlib
import re
from pathlib import Path

import nbformat
import pytest

from autograder.course import Course
from autograder.release import left_out
from tests.course.lessons.notebooks import (
    REGION,
    SOURCE,
    answers_of,
    cells_of,
    definitions,
    graded,
    path_of,
    region_of,
)
from tests.course.support import ROOT

COURSE = Course.load(ROOT)
GIVEN = [
    ("02_one_step", "page_data"),
    ("03_tips", "faulty_gradients"),
    ("04_learning_rates", "given_data"),
]
TIPS_SHA256 = "22415aaf1e56e675b9a0983cb0d321697dad51f6060a44fb8ecaad7a00de9a09"

each_notebook = pytest.mark.parametrize("assignment", COURSE.assignments)


@each_notebook
def test_is_written_as_nbformat_writes_it(assignment):
    notebook = nbformat.read(path_of(assignment), as_version=4)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert nbformat.writes(notebook) + "\n" == path_of(assignment).read_text("utf-8")
    assert notebook.metadata.kernelspec.name == "python3"


@each_notebook
def test_has_no_outputs(assignment):
    for cell in cells_of(assignment):
        if cell.cell_type == "code":
            assert cell.outputs == [], cell.id
            assert cell.execution_count is None, cell.id


@each_notebook
def test_ids_are_the_grade_ids_and_readable(assignment):
    ids = [cell.id for cell in cells_of(assignment)]
    assert len(set(ids)) == len(ids)
    for cell in cells_of(assignment):
        assert graded(cell).get("grade_id", cell.id) == cell.id
        assert re.fullmatch("[a-z][a-z_0-9]+", cell.id), "an id says what its cell is"


def points_of(assignment: str) -> dict[str, float]:
    return {c.id: graded(c)["points"] for c in cells_of(assignment) if graded(c).get("grade")}


@each_notebook
def test_points_are_those_that_the_text_promises(assignment):
    title, *cells = cells_of(assignment)
    points = points_of(assignment)
    said = re.search(r"(\d+(?:\.\d+)?)(?: bonus)? points\b", title.source)
    assert float(said[1]) == sum(points.values())
    tasks = {cell.id: cell.source for cell in cells if cell.id.startswith("task_")}
    for check, worth in points.items():
        task = tasks[f"task_{check.removeprefix('test_')}"]
        assert re.search(rf"\*\*Task \({worth:g} points?\b", task), check


@each_notebook
def test_every_machine_graded_exercise_has_answer_check_and_picture_in_order(assignment):
    order = [cell.id for cell in cells_of(assignment)]
    for check in points_of(assignment):
        if check.startswith("test_"):
            name = check.removeprefix("test_")
            rhythm = [order.index(part) for part in (f"task_{name}", name, check, f"see_{name}")]
            assert rhythm == sorted(rhythm)


@each_notebook
def test_roles_are_as_nbgrader_needs_them(assignment):
    for cell in cells_of(assignment):
        role = graded(cell)
        if cell.cell_type == "code" and cell.id != "long_run":
            assert role, f"{cell.id} can be edited by anyone and belongs to nobody"
        if role:
            assert role["locked"] != role["solution"], cell.id
            assert role["schema_version"] == 3
            assert role["cell_type"] == cell.cell_type


@each_notebook
def test_every_answer_is_a_solution_region_of_about_ten_lines(assignment):
    for cell in answers_of(assignment):
        assert 1 <= region_of(cell).count("\n") <= 12, cell.id


@each_notebook
def test_no_line_of_an_answer_stands_outside_the_answers(assignment):
    cells = cells_of(assignment)
    shown = "\n".join(REGION.sub("", cell.source) for cell in cells)
    for cell in answers_of(assignment):
        lines = {line.strip() for line in region_of(cell).splitlines()}
        assert not [line for line in lines if len(line) > 12 and line in shown], cell.id


@pytest.mark.parametrize(
    ("assignment", "number"),
    [
        *(("02_one_step", number) for number in ("0.625", "0.4995", "0.9965", "0.496", "1.133")),
        *(("03_tips", number) for number in ("(2, 244)", "244.0", "100.0")),
        ("01_slope", "0.046"),
        ("04_learning_rates", "0.106"),
    ],
)
def test_no_number_that_students_must_find_is_printed(assignment, number):
    for cell in cells_of(assignment):
        if not (graded(cell).get("solution") and cell.cell_type == "markdown"):
            assert number not in REGION.sub("", cell.source), cell.id


@each_notebook
def test_answers_are_the_reference_library(assignment):
    module = importlib.import_module(f"solutions.{assignment.partition('_')[2]}")
    library = definitions(Path(module.__file__).read_text("utf-8"))
    for cell in answers_of(assignment):
        if cell.id in (made := definitions(cell.source)):  # a figure's cell makes a figure
            assert made[cell.id] == library[cell.id], cell.id


@pytest.mark.parametrize(("assignment", "given"), GIVEN)
def test_what_a_solution_builds_on_is_what_students_are_given(assignment, given):
    module = importlib.import_module(f"solutions.{assignment.partition('_')[2]}")
    library = definitions(Path(module.__file__).read_text("utf-8"))
    (cell,) = (cell for cell in cells_of(assignment) if cell.id == given)
    for name, tree in definitions(cell.source).items():
        assert tree == library[name], name


def test_the_tips_data_are_the_file_we_say_they_are():
    data = (SOURCE / "03_tips" / "tips.csv").read_bytes()
    assert hashlib.sha256(data).hexdigest() == TIPS_SHA256
    assert TIPS_SHA256 in (SOURCE / "03_tips" / "tips.NOTICE.md").read_text("utf-8")


@each_notebook
def test_nothing_stands_beside_a_notebook_that_students_should_not_get(assignment):
    assert left_out(COURSE, assignment) == {}


@each_notebook
def test_every_written_answer_has_a_rubric_for_who_marks_it(assignment):
    rubric = (ROOT / "tests" / "hidden" / assignment / "rubric.md").read_text("utf-8")
    for exercise, points in points_of(assignment).items():
        if not exercise.startswith("test_"):
            assert f"## {exercise} ({points:g} points)\n" in rubric


@each_notebook
def test_a_task_says_so_where_float32_comes_in(assignment):
    tasks = {cell.id: cell.source for cell in cells_of(assignment)}
    for path in (ROOT / "tests" / "hidden" / assignment).glob("test_*.py"):
        if "np.float32" in path.read_text("utf-8"):
            assert "float32" in tasks[f"task_{path.stem.removeprefix('test_')}"]
