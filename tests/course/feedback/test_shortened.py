"""What a student wrote, cut to what nbgrader's form grader lays out in seconds."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import nbgrader
import pytest
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import markdown2html

from autograder.course import Assignment, Course
from autograder.course.gallery import notebook_with
from autograder.feedback.notebook import graded_notebook
from autograder.intake import parse, rebuild
from autograder.records import Grade, Submission
from autograder.wording.markdown import neutralise_markdown
from tests.course.support import ROOT

FORMGRADE = ROOT / "autograder" / "feedback" / "templates"


def in_the_form_grader(notebook: Any) -> str:
    """What nbgrader's form grader makes of a notebook, by its own template and our filter."""
    config = Course.load(ROOT).config.copy()
    templates = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
    config.HTMLExporter.extra_template_basedirs = [str(FORMGRADE), str(templates)]
    config.HTMLExporter.template_name = "formgrade"
    about = dict.fromkeys(("assignment_id", "notebook_id", "submission_id", "student"), "x")
    about |= {"index": 0, "total": 1, "base_url": "/", "notebook_path": "x"}
    about |= dict.fromkeys(("last_name", "first_name"), "x")
    return str(HTMLExporter(config=config).from_notebook_node(notebook, resources=about)[0])


def test_a_fence_chooses_no_lexer_that_takes_minutes() -> None:
    """One of them takes a second for a thousand letters, and eight for two thousand."""
    began = time.process_time()
    for fence in ("```xpp", "> ~~~ xpp", "- ```\txpp x"):
        markdown2html(neutralise_markdown(f"{fence}\n" + "a\n" * 2000))
    assert time.process_time() - began < 5
    for words in (
        "```python\nx = 1\n```\n\nEnd.",
        "```\nx\n```\nEnd.",
        "~~~\nx\n~~~\nEnd.",
        "``` x ``` y",
    ):
        assert neutralise_markdown(words) == words


def handed_in(*added: dict[str, Any], **answers: str) -> tuple[Submission, Assignment]:
    assignment = Course.load(ROOT).assignment("02_one_step")
    raw = notebook_with(assignment, answers)
    raw["cells"] = [{"metadata": {}, "outputs": [], **cell} for cell in added] + raw["cells"]
    return rebuild(parse(json.dumps(raw).encode()), "ada", assignment), assignment


def graded(submission: Submission, assignment: Assignment, student: str = "ada") -> Any:
    grade = Grade(student, assignment.name, "graded", 0, 20, (), "full")
    return graded_notebook(submission, grade, assignment)


def test_what_is_too_long_for_a_page_says_where_the_whole_is() -> None:
    answer, longer = "word " * 3000, "x = 1\n" * 15_000
    added = [{"cell_type": kind, "source": longer} for kind in ("code", "markdown") * 4]
    submission, assignment = handed_in(*added, why_subtract=answer)
    cells = graded(submission, assignment, "grace").cells
    assert [cell.source for cell in cells if cell.source.startswith("word")] == [
        f"{answer[:10_000]}\n\n**Cut here: 10,000 of 15,000 characters**\n"
    ], "an answer has its room, whatever stands before it"
    first, *others = (cell.source for cell in cells[:8])
    where = "; the whole is in submitted/grace/02_one_step/"
    assert first == f"{longer[:10_000]}\n\n# Cut here: 10,000 of 90,000 characters{where}\n"
    assert others[-1] == "**Cut here: 0 of 90,000 characters**\n"
    theirs = {cell.source for cell in assignment.cells}
    assert sum(len(cell.source) for cell in cells if cell.source not in theirs) < 51_500
    assert [cell.source for cell in cells[8:] if cell.cell_type == "markdown"][:3] == [
        cell.source for cell in assignment.cells if cell.kind == "markdown"
    ][:3]


def test_what_the_lessons_ask_for_is_never_cut() -> None:
    submission, assignment = handed_in(one_step="x" * 10_000, why_subtract="y" * 10_000)
    sources = [cell.source for cell in graded(submission, assignment).cells]
    assert {"x" * 10_000, "y" * 10_000} <= set(sources)


@pytest.mark.parametrize(
    ("kind", "piece"), [("markdown", "$a$ "), ("code", "x = 1\n"), ("code", "a.")], ids=str
)
def test_the_form_grader_shows_a_megabyte_in_seconds(kind: str, piece: str) -> None:
    added = [{"cell_type": kind, "source": piece * (200_000 // len(piece))}] * 5
    notebook = graded(*handed_in(*added))
    began = time.process_time()
    assert f"of {len(added[0]['source']):,} characters" in in_the_form_grader(notebook)
    assert time.process_time() - began < 15
