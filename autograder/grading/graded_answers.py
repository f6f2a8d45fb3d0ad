"""Grades single answers, each in its place in the solved notebook: of the gallery, or mutants."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Protocol

from autograder.course import Assignment
from autograder.course.gallery import answers_for, notebook_with
from autograder.grading.pool import Pool
from autograder.intake import parse, rebuild
from autograder.records import ExerciseGrade, Submission


class Answer(Protocol):
    """One answer to one exercise: the code of its cell."""

    @property
    def assignment(self) -> str:
        """The name of the assignment."""

    @property
    def exercise(self) -> str:
        """The name of the answer cell."""

    @property
    def code(self) -> str:
        """What stands in the answer cell."""


def submission_with(assignment: Assignment, answer: Answer, student: str) -> Submission:
    """Return a notebook with this answer and the right ones that it needs."""
    notebook = notebook_with(assignment, answers_for(assignment, answer.exercise, answer.code))
    return rebuild(parse(json.dumps(notebook).encode()), student, assignment)


def grades_of(
    answers: Sequence[Answer], assignment_of: Callable[[str], Assignment], pool: Pool
) -> list[ExerciseGrade]:
    """Return each answer's grade, in their order; raise RuntimeError for one that has none."""
    jobs = (submission_with(assignment_of(a.assignment), a, str(k)) for k, a in enumerate(answers))
    found: dict[int, ExerciseGrade] = {}
    for grade in pool.grade(jobs):
        answer = answers[int(grade.student)]
        if grade.status != "graded":
            raise RuntimeError(f"{answer}: {grade.message}")
        (found[int(grade.student)],) = (e for e in grade.exercises if e.name == answer.exercise)
    return [found[k] for k in sorted(found)]
