"""Grades one submission: runs its cells, runs each exercise's checks, carries errors forward."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Protocol

from autograder.clock import Clock
from autograder.course import Assignment, Exercise
from autograder.faults import StudentFault
from autograder.grading.expect import unchanged
from autograder.grading.needless import without_needless
from autograder.grading.reach import reach
from autograder.grading.score import GONE, exercise_grade, manual_grade
from autograder.grading.waiting import newer_syntax, waiting_grades
from autograder.intake import what_is_read
from autograder.pictures import Picture, take
from autograder.records import Check, ExerciseGrade, Grade, Limits, Points, Submission
from autograder.sandbox.launcher import Sandbox
from autograder.student import Student

log = logging.getLogger(__name__)


class HiddenTests(Protocol):
    """The hidden tests of one assignment, however they are run."""

    def needs(self, exercise: str) -> tuple[str, ...]:
        """Return the earlier exercises that this one may call."""

    def run(self, exercise: str, student: Student) -> tuple[Check, ...]:
        """Run the exercise's checks on an open student."""


@dataclass(frozen=True)
class Engine:
    """What grading a submission of one assignment takes."""

    assignment: Assignment
    tests: HiddenTests
    sandbox: Sandbox
    limits: Limits
    cap: float
    pictures: tuple[Picture, ...] = ()

    def grade(self, submission: Submission) -> Grade:
        """Return the grade. A fault of ours is raised, never turned into a zero."""
        clock = Clock(self.limits.submission_seconds)
        student = Student(self.sandbox, submission, self.limits, clock=clock)
        student.open()
        try:
            drawn = {} if student.dead else self._drawn(submission, student, clock)
            if not (student.dead or student.alive):  # a picture costs no answer its calls
                student = Student(self.sandbox, submission, self.limits, clock=clock)
                student.open()
            grades = self._first_round(submission, student)
            flags = (*submission.notes, *student.flags)
            outputs = {i: run.outputs for i, run in enumerate(student.runs) if run is not None}
            dead = student.dead
            settled = self._carried_in_place(submission, student, grades)
        finally:
            student.close()  # two processes at once would share the submission's memory
        if not dead:
            settled |= self._carry_forward(submission, grades, settled, clock)
        grades |= settled
        read = what_is_read(submission, self.assignment)
        exercises = tuple(
            replace(_with_points(grades[e.name], drawn), read=read[e.name])
            for e in self.assignment.exercises
        )
        flags = (*flags, *_flags(exercises), *newer_syntax(submission, student.runs).values())
        return Grade(
            student=submission.student,
            assignment=submission.assignment,
            status="graded",
            points=round(sum(e.points for e in exercises), 6),
            max_points=self.assignment.max_points,
            exercises=exercises,
            sandbox=self.sandbox.tier,
            flags=flags,
            outputs=outputs,
        )

    def _first_round(self, submission: Submission, student: Student) -> dict[str, ExerciseGrade]:
        answers = {cell.name: cell.source for cell in submission.cells if cell.role == "answer"}
        waiting = waiting_grades(self.assignment, submission, student.runs)
        grades = {}
        for exercise in self.assignment.exercises:
            attempted = answers[exercise.name].strip() != exercise.stub.strip()
            if exercise.name in waiting:
                grades[exercise.name] = waiting[exercise.name]
            elif exercise.manual:
                grades[exercise.name] = manual_grade(exercise, attempted)
            elif not attempted:
                grades[exercise.name] = exercise_grade(exercise, None, self.cap)
            else:
                checks = self.tests.run(exercise.name, student)
                grades[exercise.name] = exercise_grade(exercise, checks, self.cap)
        return grades

    def _blocked(
        self, grades: Mapping[str, ExerciseGrade]
    ) -> Iterator[tuple[Exercise, ExerciseGrade, list[str]]]:
        """Yield what failed and needs what failed before: exercise, grade, names of the latter.

        What passes only with the reference stays replaced for the exercises that need it: by
        itself it is wrong.
        """
        for exercise in self.assignment.exercises:
            grade = grades[exercise.name]
            failed = [n for n in self.tests.needs(exercise.name) if grades[n].status != "passed"]
            if failed and grade.status in ("failed", "partial"):
                yield exercise, grade, failed

    def _carried_in_place(
        self, submission: Submission, student: Student, grades: Mapping[str, ExerciseGrade]
    ) -> dict[str, ExerciseGrade]:
        """Try again in the process that is there, with the reference in place of what failed.

        What passes has found the reference by its name, as it would in a process of its own. What
        does not may still hold on to the wrong function: it gets one, unless it cannot.
        """
        settled = {}
        for exercise, grade, failed in self._blocked(grades):
            if not student.alive or any(check.reason in GONE for check in grade.checks):
                continue
            student.asked.clear()
            with suppress(StudentFault), student.standing_in(self._references(failed)):
                checks = self.tests.run(exercise.name, student)
                if all(c.passed for c in checks) or (
                    all(c.passed or not c.reason for c in checks)
                    and self._is_told_by_names(submission, student, failed)
                ):
                    settled[exercise.name] = self._better(exercise, checks, grade, failed)
        return settled

    def _is_told_by_names(
        self, submission: Submission, student: Student, failed: Sequence[str]
    ) -> bool:
        """Say whether a process of its own would show the same of what was just asked.

        So it is where plain functions looked everything up, and the data that they share is what
        the reference has under that name.
        """
        reached = reach(submission, student.asked, failed)
        if reached is None:
            return False
        try:
            ours = self._references(reached.data)
        except AttributeError:  # data that the course knows nothing of
            return False
        return all(unchanged(mine, student.answer(name).get()) for name, mine in ours.items())

    def _carry_forward(
        self,
        submission: Submission,
        grades: Mapping[str, ExerciseGrade],
        settled: Mapping[str, ExerciseGrade],
        clock: Clock,
    ) -> dict[str, ExerciseGrade]:
        """Try again from the first cell on; what then passes counts."""
        return {
            exercise.name: self._again(submission, exercise, grade, failed, clock)
            for exercise, grade, failed in self._blocked(grades)
            if exercise.name not in settled
        }

    def _references(self, names: Iterable[str]) -> dict[str, Any]:
        return {name: self.assignment.reference(name) for name in names}

    def _drawn(self, submission: Submission, student: Student, clock: Clock) -> dict[str, Points]:
        """What the pictures show of the answers, asked before any test: no hidden input was there.

        A picture shows hundreds of numbers of the student's choice, so one that had kept the inputs
        of a test could hand them out. All together take no longer than one call may.
        """
        drawn: dict[str, Points] = {}
        with clock.apart(self.limits.call_seconds):
            for picture in self.pictures:
                if not self._is_attempted(picture.exercise, submission):
                    continue
                try:
                    drawn[picture.exercise] = take(picture, student)
                except Exception:
                    log.info("no picture of %s", picture.exercise, exc_info=True)
                if not student.alive:
                    break  # the next one would take as long
        return drawn

    def _is_attempted(self, name: str, submission: Submission) -> bool:
        """Say whether an exercise of that name was not left as it was handed out."""
        stubs = {exercise.name: exercise.stub.strip() for exercise in self.assignment.exercises}
        written = (
            c.source.strip() for c in submission.cells if c.role == "answer" and c.name == name
        )
        return name in stubs and any(source != stubs[name] for source in written)

    def _again(
        self,
        submission: Submission,
        exercise: Exercise,
        grade: ExerciseGrade,
        failed: Sequence[str],
        clock: Clock,
    ) -> ExerciseGrade:
        ours = self._references(failed)
        graded = {exercise.name for exercise in self.assignment.exercises}
        shorter = without_needless(submission, graded)
        student = Student(self.sandbox, shorter, self.limits, replace=ours, clock=clock)
        student.open()
        try:
            checks = self.tests.run(exercise.name, student)
        finally:
            student.close()
        return self._better(exercise, checks, grade, failed)

    def _better(
        self,
        exercise: Exercise,
        checks: tuple[Check, ...],
        grade: ExerciseGrade,
        failed: Sequence[str],
    ) -> ExerciseGrade:
        """The better of the second try and the first; of two that are equal, the second."""
        second = exercise_grade(exercise, checks, self.cap, blocked_by=failed)
        return max(second, grade, key=lambda g: (g.points, g.status == "blocked"))


def _can_be_drawn(grade: ExerciseGrade) -> bool:
    """Say whether an answer is there and has answered every call."""
    tried = grade.status in ("passed", "partial", "failed")
    return tried and not any(check.reason in GONE for check in grade.checks)


def _with_points(grade: ExerciseGrade, drawn: Mapping[str, Points]) -> ExerciseGrade:
    """The grade with what its picture shows, if the answer was there to be drawn."""
    shown = drawn.get(grade.name) if _can_be_drawn(grade) else None
    return grade if shown is None else replace(grade, drawn=shown)


def _flags(exercises: Sequence[ExerciseGrade]) -> list[str]:
    return [f"{e.name} could not be checked" for e in exercises if e.status == "could_not_check"]
