"""Does the public check of an exercise say the same as its hidden tests?

A student who passes one and fails the other must only ever meet the milder public check: what fails
its public check must fail a hidden test, and a right answer must pass both.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from autograder.authoring.kill_matrix import Judged
from autograder.client.student import Student
from autograder.course import Assignment, Course
from autograder.grading.graded_answers import Answer, submission_with
from autograder.grading.public_checks import PublicCheck, results
from autograder.records import Submission
from autograder.sandbox.launcher import Sandbox

MUST_FAIL = "# public check: fails"  # first line of a wrong answer's code, after its diagnosis


def public_checks(course: Course, answers: Sequence[Answer]) -> list[PublicCheck]:
    """Run each answer's public check in the sandbox, all other answers right; in their order."""
    workers = min(os.cpu_count() or 1, len(answers)) or 1
    shares = [answers[k::workers] for k in range(workers)]

    def check(share: Sequence[Answer]) -> list[PublicCheck]:
        with Sandbox(course.limits) as sandbox:
            return [_checked(course, sandbox, answer) for answer in share]

    with ThreadPoolExecutor(workers) as threads:  # the work is done in the sandboxes
        done = list(threads.map(check, shares))
    return [done[k % workers][k // workers] for k in range(len(answers))]


def _checked(course: Course, sandbox: Sandbox, answer: Answer) -> PublicCheck:
    assignment = course.assignment(answer.assignment)
    cells = _as_far_as(assignment, answer)
    with Student(sandbox, cells, course.limits, run_checks=True) as student:
        runs = {run.name: run for run in student.runs if run is not None}
    (found,) = results(assignment, runs)
    return found


def _as_far_as(assignment: Assignment, answer: Answer) -> Submission:
    """The notebook as far as the answer's check cell, without the other check cells."""
    whole = submission_with(assignment, answer, "gallery")
    (graded,) = (e.graded_cell for e in assignment.exercises if e.name == answer.exercise)
    last = [cell.name for cell in whole.cells].index(graded)
    kept = (c for c in whole.cells[: last + 1] if c.role != "check" or c.name == graded)
    return replace(whole, cells=tuple(kept))


def asked(judged: Sequence[Judged]) -> list[Judged]:
    """Those whose public check could disagree: right, full marks, or declared to fail."""
    return [j for j in judged if j.specimen.right or full_marks(j) or _declared(j.specimen.code)]


def full_marks(judged: Judged) -> bool:
    """Whether no hidden test holds anything against the answer."""
    return judged.grade.points == judged.grade.max_points


def _declared(code: str) -> bool:
    return code.startswith(MUST_FAIL)


def disagreements(course: Course, judged: Sequence[Judged]) -> list[str]:
    """Return a line for each answer of the gallery whose public check and grade disagree."""
    chosen = asked(judged)
    found = zip(chosen, public_checks(course, [j.specimen for j in chosen]), strict=True)
    return [f"{j.name}: {why}" for j, check in found if (why := disagreement(j, check))]


def disagreement(judged: Judged, check: PublicCheck) -> str:
    """Say how a public check and a grade disagree, or ""."""
    if judged.specimen.right and not check.passed:
        return f"right, but its public check refuses it: {check.said}"
    if not check.passed and full_marks(judged):
        return f"fails its public check and gets full marks: {check.said}"
    if check.passed and _declared(judged.specimen.code):
        return "its public check must fail, and passes"
    return ""


def refused(course: Course, survivors: Sequence[Answer]) -> list[str]:
    """Return a line for each answer with full marks that fails its public check.

    Where a mutant or an added fault does so, the hidden tests have a hole.
    """
    found = zip(survivors, public_checks(course, survivors), strict=True)
    return [
        f"{one.assignment} · {one.exercise} fails its public check and gets full marks: "
        f"{check.said}\n{one.code}"
        for one, check in found
        if not check.passed
    ]
