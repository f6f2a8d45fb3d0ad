"""The parts of a lesson are found by its own headings."""

from __future__ import annotations

from autograder.course.assignment import Assignment, Exercise
from autograder.feedback.lesson import Reading, readings, titles, unfolded
from autograder.records import Cell
from tests.course.support import ROOT


def lesson(*cells: str) -> Assignment:
    """A lesson of text cells, each named before a colon; a task's exercise is named like it."""
    made = Assignment(ROOT, "01_x")
    named = [cell.split(": ", 1) for cell in cells]
    made.__dict__["cells"] = tuple(Cell(name, "markdown", said, "text") for name, said in named)
    tasks = [name.removeprefix("task_") for name, _ in named if name.startswith("task_")]
    made.__dict__["exercises"] = tuple(Exercise(name, 1.0, False, name, "") for name in tasks)
    return made


def test_what_to_read_again_goes_from_the_heading_to_the_first_task() -> None:
    made = lesson(
        "title: # The lesson\n\nHello.",
        "idea: ## Walk\n\nGo down.",
        "more: And again.",
        "task_walk: **Task.** Walk.",
        "hints: Secret hints.",
        "task_run: **Task.** Run.",
        "end: ## End\n\nThe end.",
    )
    walk = Reading("Walk", ("Go down.", "And again."))
    assert readings(made) == {"walk": walk, "run": walk}
    assert [titles(made)[name] for name in ("", "walk", "run")] == ["The lesson", "Walk", "Walk"]


def test_where_headings_are_numbered_others_divide_a_part() -> None:
    made = lesson(
        "title: # 01 · The lesson",
        "names: ## Names\n\nOf things.",
        "idea: ## 1 · Walk\n\nGo down.",
        "aside: ## Why down?\n\nBecause.",
        "task_walk: **Task.** Walk.",
    )
    assert titles(made)["walk"] == "1 · Walk"
    assert readings(made)["walk"] == Reading("1 · Walk", ("Go down.", "## Why down?\n\nBecause."))


def test_a_task_that_begins_its_part_leads_to_what_was_taught_before() -> None:
    made = lesson(
        "idea: ## 1 · Walk\n\nGo down.",
        "task_walk: **Task.** Walk.",
        "task_why: ## 2 · Why\n\n**Task.** Say why.",
    )
    assert titles(made)["why"] == "2 · Why"
    assert readings(made)["why"] == Reading("1 · Walk", ("Go down.",))


def test_where_nothing_is_taught_there_is_nothing_to_read() -> None:
    made = lesson("task_walk: ## 1 · Walk\n\n**Task.** Walk.")
    assert readings(made) == {}


def test_what_is_folded_in_the_notebook_is_written_out() -> None:
    text = (
        "Before.\n\n<details open><summary>**1.** <b>Why</b>?</summary>\n\nSo.\n\n</details>\n\n"
        "![a bowl](attachment:bowl.png)"
    )
    shown = unfolded(text)
    assert "<" not in shown
    assert "**1. Why?**\n\n" in shown
    assert "\n\nSo.\n\n" in shown
    assert "(a bowl: see the notebook)" in shown
