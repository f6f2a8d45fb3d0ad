"""Grades one submission: runs its cells, and each exercise's checks; then errors carry forward."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from autograder.client.deadlines import Clock
from autograder.client.student import Student
from autograder.course import Assignment
from autograder.grading.carry import Carry
from autograder.grading.checking import HiddenTests, checked
from autograder.grading.retry import Retry
from autograder.grading.score import GONE, Marking, exercise_grade, manual_grade
from autograder.grading.shares import Shares
from autograder.grading.waiting import newer_syntax, waiting_grades
from autograder.intake import what_is_read
from autograder.records import ExerciseGrade, Grade, Limits, Points, Submission
from autograder.sandbox.launcher import Sandbox
from autograder.testing.pictures import Picture, sample
from autograder.testing.words import OF_ANY, Words

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Engine:
    """What grading a submission of one assignment takes."""

    assignment: Assignment
    tests: HiddenTests
    sandbox: Sandbox
    limits: Limits
    cap: float
    pictures: tuple[Picture, ...] = ()
    tests_hash: str = ""  # of what was read: ``autograder.course.inputs``
    shares: Shares = Shares()  # noqa: RUF009 - frozen
    words: Mapping[str, Words] = field(default_factory=lambda: OF_ANY)

    def grade(self, submission: Submission) -> Grade:
        """Return the grade. A fault of ours is raised, never turned into a zero."""
        clock = Clock(self.limits.submission_seconds)
        student = Student(self.sandbox, submission, self.limits, clock=clock)
        student.open()
        try:
            drawn = {} if student.dead else self._drawn(submission, student, clock)
            grades = self._first_round(submission, student)
            flags = (*submission.notes, *student.flags)
            outputs = {i: run.outputs for i, run in enumerate(student.runs) if run is not None}
            dead, lost = student.dead, student.lost
        finally:
            student.close()  # two processes at once would share the submission's memory
        if not dead:
            parts = (self.assignment, self.tests, self.sandbox, self.limits, self._marking)
            retry = Retry(*parts)
            grades |= retry.again(submission, grades, lost, clock)
            carry = Carry(*parts)
            grades |= carry.forward(submission, grades, clock)
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
            tests=self.tests_hash,
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
                checks = checked(self.tests, exercise.name, student)
                grades[exercise.name] = self._marking.grade(exercise, checks, student)
        return grades

    @property
    def _marking(self) -> Marking:
        return Marking(self.cap, self.shares, self.words)

    def _drawn(self, submission: Submission, student: Student, clock: Clock) -> dict[str, Points]:
        """What the pictures show of the answers, asked before any test: no hidden input was there.

        A picture shows hundreds of numbers of the student's choice, so one that had kept the inputs
        of a test could hand them out. All together take no longer than one call may. What was lent
        to draw them may be the reference of another answer, so its process is ended.
        """
        drawn: dict[str, Points] = {}
        with clock.apart(self.limits.call_seconds):
            for picture in self.pictures:
                if not self._is_attempted(picture.exercise, submission):
                    continue
                try:
                    drawn[picture.exercise] = sample(picture, student)
                except Exception:
                    log.info("no picture of %s", picture.exercise, exc_info=True)
                if not student.alive:
                    break  # the next one would take as long
        if student.was_lent or not student.alive:  # nor does a picture cost an answer its calls
            with clock.apart(self.limits.submission_seconds):
                student.renew()
        return drawn

    def _is_attempted(self, name: str, submission: Submission) -> bool:
        """Say whether an exercise of that name was not left as it was handed out."""
        stubs = {exercise.name: exercise.stub.strip() for exercise in self.assignment.exercises}
        written = (
            c.source.strip() for c in submission.cells if c.role == "answer" and c.name == name
        )
        return name in stubs and any(source != stubs[name] for source in written)


def _can_be_drawn(grade: ExerciseGrade) -> bool:
    """Say whether an answer is there and has answered every call."""
    tried = grade.status in ("passed", "partial", "failed")
    return tried and not any(check.reason in GONE for check in grade.checks)


def _with_points(grade: ExerciseGrade, drawn: Mapping[str, Points]) -> ExerciseGrade:
    """The grade with what its picture shows, if the answer was there to be drawn."""
    shown = drawn.get(grade.name) if _can_be_drawn(grade) else None
    return grade if shown is None else replace(grade, picture_points=shown)


def _flags(exercises: Sequence[ExerciseGrade]) -> list[str]:
    return [f"{e.name} could not be checked" for e in exercises if e.status == "could_not_check"]
