"""The graded notebook: the rebuilt submission, clean outputs, our words in its graded cells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from autograder.course import Assignment
from autograder.feedback.outputs import Cleaner
from autograder.feedback.shortened import shortened
from autograder.grading.grade_json import as_data
from autograder.intake.several import parts_of
from autograder.records import Cell, ExerciseGrade, Grade, Submission
from autograder.wording.markdown import neutralise_markdown
from autograder.wording.plain import strip_controls
from autograder.wording.words import exercise_report, refusal

CARRIED = "autograder"  # our own mark in the notebook's metadata


def rebuilt_notebook(submission: Submission, assignment: Assignment) -> dict[str, Any]:
    """Return the submission as nbformat's JSON, without outputs; all metadata is the master's."""
    masters = zip(assignment.cells, assignment.master["cells"], strict=True)
    marks = {cell.name: raw for cell, raw in masters}
    cells = []
    for index, cell in enumerate(submission.cells):
        raw = marks.get(cell.name, {})
        own = "quoted" if cell.role == "quoted" else "scratch"
        other = cell.name.rpartition("/")[2] or f"{own}-{index}"
        cells.append(_node(cell, raw.get("id", other), raw.get("metadata", {})))
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {**assignment.master["metadata"], CARRIED: {"notes": list(submission.notes)}},
        "cells": cells,
    }


def graded_notebook(submission: Submission, grade: Grade, assignment: Assignment) -> Any:
    """Return the rebuilt notebook with what the cells showed and what each exercise earned.

    It carries the grade, so that feedback and report tell what was graded and nothing else.
    """
    from nbformat import from_dict  # seconds to import; `course grade` does without

    return from_dict(_graded(submission, grade, assignment))


def graded_texts(
    submission: Submission, grade: Grade, assignment: Assignment
) -> Iterator[tuple[str, str]]:
    """Yield the name of each notebook and the text of its file, graded; each carries the grade."""
    for part, begin, one in parts_of(submission, assignment):
        here = range(begin, begin + len(one.cells))
        outputs = {at - begin: shown for at, shown in grade.outputs.items() if at in here}
        yield part.notebooks[0], graded_text(one, replace(grade, outputs=outputs), part)


def graded_text(submission: Submission, grade: Grade, assignment: Assignment) -> str:
    """Return the same notebook as the text of its file, a line a cell: quickly made and read."""
    notebook = _graded(submission, grade, assignment)
    cells = ",\n".join(json.dumps(cell, ensure_ascii=False) for cell in notebook.pop("cells"))
    rest = json.dumps(notebook, ensure_ascii=False).removeprefix("{")
    return f'{{"cells": [\n{cells}\n],\n{rest}\n'


def _graded(submission: Submission, grade: Grade, assignment: Assignment) -> dict[str, Any]:
    submission = replace(submission, cells=shortened(submission, grade.student))
    notebook = rebuilt_notebook(submission, assignment)
    notebook["metadata"][CARRIED]["grade"] = _carried(grade)
    graded = {e.graded_cell: e for e in assignment.exercises if not e.manual}
    earned = {e.name: e for e in grade.exercises}
    cleaner = Cleaner()
    for index, cell in enumerate(notebook["cells"]):
        exercise = graded.get(submission.cells[index].name)
        if cell["cell_type"] != "code":
            if submission.cells[index].role in ("answer", "scratch", "quoted"):
                cell["source"] = _inert(submission.cells[index], assignment)
            continue
        if exercise is not None:
            cell["outputs"] = _verdict(grade, earned.get(exercise.name))
        else:
            cell["outputs"] = cleaner.clean(grade.outputs.get(index, ()))
    return notebook


def _carried(grade: Grade) -> dict[str, Any]:
    """The grade without outputs, which the cells show, and without our own tracebacks."""
    ours = grade.status == "could_not_grade"
    return as_data(replace(grade, outputs={}, message="" if ours else grade.message))


def _inert(cell: Cell, assignment: Assignment) -> str:
    """A written answer made harmless; an untouched one stays as it is, byte for byte."""
    stubs = {c.source for c in assignment.cells if c.name == cell.name}
    return cell.source if cell.source in stubs else neutralise_markdown(cell.source)


def _node(cell: Cell, cell_id: str, metadata: dict[str, Any]) -> dict[str, Any]:
    node: dict[str, Any] = {
        "cell_type": cell.kind,
        "id": cell_id,
        "metadata": metadata,
        "source": cell.source,
    }
    if cell.kind == "code":
        node |= {"execution_count": None, "outputs": []}
    elif cell.pictures:
        node["attachments"] = {p.name: {p.mime: p.data} for p in cell.pictures}
    return node


def _verdict(grade: Grade, exercise: ExerciseGrade | None) -> list[dict[str, Any]]:
    """A graded cell's outputs: our words, then the one number that stock nbgrader reads."""
    words = exercise_report(exercise) if exercise else refusal(grade)
    points = float(exercise.points) if exercise else 0.0
    return [
        {"output_type": "stream", "name": "stdout", "text": strip_controls(words)},
        {
            "output_type": "execute_result",
            "data": {"text/plain": repr(points)},
            "metadata": {},
            "execution_count": None,
        },
    ]
