"""Grades one submission: runs its cells, and each exercise's checks; then errors carry forward."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from autograder.client.deadlines import Clock
from autograder.client.student import Student
from autograder.course import Assignment
from autograder.grading.carry import carry_forward
from autograder.grading.cell_grading import Way, grade_cells
from autograder.grading.left_stub import begun
from autograder.grading.names_kept import kept_names, try_with_names_kept
from autograder.grading.own_place import try_at_own_place
from autograder.grading.retry import try_further_up
from autograder.grading.score import GONE, STOPPED, Grader, exercise_grade, manual_grade
from autograder.grading.unmade import not_made
from autograder.grading.waiting import unread_cells, waiting_grades, whole_beside_errors
from autograder.intake import parts_of, what_is_read
from autograder.records import ExerciseGrade, Grade, Output, Points, Submission
from autograder.testing.pictures import sample

LEFT_OUT = "Its cell was run without what stopped in it with an error"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Engine(Grader):
    """Grades submissions of one assignment; ``ways`` are those of its cells' tests, by notebook."""

    ways: Mapping[str, tuple[Way, ...]] = field(default_factory=dict)

    def grade(self, submission: Submission) -> Grade:
        """Return the grade. A fault of ours is raised, never turned into a zero.

        Each notebook runs by itself; what they give is one grade.
        """
        parts = self.assignment.parts
        if len(parts) == 1:
            return self._graded(submission)
        grades: list[Grade] = []
        outputs: dict[int, tuple[Output, ...]] = {}
        for part, begin, notebook in parts_of(submission, self.assignment):
            grades.append(replace(self, assignment=part)._graded(notebook))
            outputs |= {begin + at: shown for at, shown in grades[-1].outputs.items()}
        exercises = tuple(exercise for grade in grades for exercise in grade.exercises)
        flags = dict.fromkeys((*submission.notes, *(f for grade in grades for f in grade.flags)))
        points = round(sum(e.points for e in exercises), 6)
        most = self.assignment.max_points
        return replace(
            grades[0],
            points=points,
            max_points=most,
            exercises=exercises,
            flags=tuple(flags),
            outputs=outputs,
        )

    def _graded(self, submission: Submission) -> Grade:
        clock = Clock(self.limits.submission_seconds)
        attempted = _attempted(submission, self.assignment)
        with Student(self.sandbox, submission, self.limits, clock=clock) as student:
            drawn = {} if student.dead else self._drawn(attempted, student, clock)
            unread = unread_cells(submission, student.runs)
            waiting = waiting_grades(self.assignment, submission, unread)
            missing = self.assignment.notebook in submission.missing
            grades = self._first_round(attempted, waiting, student, missing)
            beside = whole_beside_errors(submission, student.runs)
            flags = (*submission.notes, *student.flags, *beside)
            outputs = {i: run.outputs for i, run in enumerate(student.runs) if run is not None}
            dead, lost = student.dead, student.lost
        ways = self.ways.get(self.assignment.notebooks[0], ())
        grades |= grade_cells(self, ways, submission, lost, attempted, clock)
        if not dead:
            better, said = self._tried_again(submission, grades, lost, clock)
            grades |= better
            flags += said
        grades |= _without(student.left_out, grades, self.assignment)
        more, left = begun(self.assignment, submission, grades)
        grades |= more
        read = what_is_read(submission, self.assignment)
        exercises = tuple(
            replace(grades[e.name], read=read[e.name], picture_points=_shown(grades[e.name], drawn))
            for e in self.assignment.exercises
        )
        lost_names = not_made(self.assignment, submission, grades)
        unread_flags = (f"{name or 'an added cell'}: {said}" for name, said in unread.items())
        flags += (*left, *lost_names, *_flags_of_checks(exercises), *unread_flags)
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

    def measured(self, submission: Submission, exercise: str) -> Grade:
        """Return a grade of one exercise alone, its checks with what each wrong call replied."""
        with Student(self.sandbox, submission, self.limits) as student:
            checks = self.tests.run(exercise, student)
        own = next(e for e in self.assignment.exercises if e.name == exercise)
        one = ExerciseGrade(exercise, "failed", 0.0, own.points, checks=checks)
        name, most = submission.assignment, self.assignment.max_points
        return Grade(submission.student, name, "graded", 0.0, most, (one,), self.sandbox.tier)

    def _tried_again(
        self,
        submission: Submission,
        grades: Mapping[str, ExerciseGrade],
        lost: Collection[int],
        clock: Clock,
    ) -> tuple[dict[str, ExerciseGrade], tuple[str, ...]]:
        """Return all grades after every other way to run what failed, and flags that say which."""
        tried = {**grades, **try_further_up(self, submission, grades, lost, clock)}
        better, moved = try_at_own_place(self, submission, tried, lost, clock)
        tried |= better
        failing = any(grade.status in ("failed", "partial") for grade in tried.values())
        kept = kept_names(self.assignment, submission) if failing else {}
        better, again = try_with_names_kept(self, submission, tried, kept, lost, clock)
        tried |= better
        return tried | carry_forward(self, submission, tried, kept, clock), (*moved, *again)

    def _first_round(
        self,
        attempted: Collection[str],
        waiting: Mapping[str, ExerciseGrade],
        student: Student,
        missing: bool,
    ) -> dict[str, ExerciseGrade]:
        grades = {}
        for exercise in self.assignment.exercises:
            name = exercise.name
            if name in waiting:
                grades[name] = waiting[name]
            elif exercise.by_cell and name in self._by_cells:
                continue
            elif exercise.task:
                grades[name] = manual_grade(exercise, attempted=not missing)
            elif exercise.manual:
                grades[name] = manual_grade(exercise, name in attempted)
            elif name not in attempted:
                grades[name] = exercise_grade(exercise, None, self.cap)
            else:
                grades[name] = self.grade_one(exercise, student)
        return grades

    @cached_property
    def _by_cells(self) -> frozenset[str]:
        """The exercises that their cells' own tests decide."""
        ways = self.ways.get(self.assignment.notebooks[0], ())
        return frozenset(way.test.exercise.name for way in ways)

    def _drawn(
        self, attempted: Collection[str], student: Student, clock: Clock
    ) -> dict[str, Points]:
        """What the pictures show of the answers, asked before any test: no hidden input was there.

        A picture shows hundreds of numbers of the student's choice, so one that had kept the inputs
        of a test could hand them out. All together take no longer than one call may. The process is
        ended when a picture lent it a function, unless the picture says that it answers nothing.
        """
        drawn: dict[str, Points] = {}
        secret = False
        with clock.apart(self.limits.call_seconds):
            for picture in self.pictures:
                if picture.exercise not in attempted:
                    continue
                before = student.lent
                try:
                    drawn[picture.exercise] = sample(picture, student)
                except Exception:
                    log.info("no picture of %s", picture.exercise, exc_info=True)
                secret |= student.lent > before and not picture.lends_no_answer
                if not student.alive:
                    break  # the next one would take as long
        if secret or not student.alive:  # nor does a picture cost an answer its calls
            with clock.apart(self.limits.submission_seconds):
                student.renew()
        return drawn


def _attempted(submission: Submission, assignment: Assignment) -> set[str]:
    """Return the answers that are no longer as they were handed out."""
    cells = {(cell.name, cell.source.strip()) for cell in assignment.cells if cell.role == "answer"}
    theirs = {(c.name, c.source.strip()) for c in submission.cells if c.role == "answer"}
    return {name for name, _ in cells - theirs}


def _without(
    left_out: Mapping[str, tuple[str, ...]],
    grades: Mapping[str, ExerciseGrade],
    assignment: Assignment,
) -> dict[str, ExerciseGrade]:
    """Say of answers what stopped in their cells, where these were run without it."""
    told = {}
    for exercise in assignment.exercises:
        grade = grades[exercise.name]
        cells = (exercise.name, *exercise.answers)
        codes = [f"`{code}`" for name in cells for code in left_out.get(name, ())]
        if codes and grade.status in ("passed", "partial", "failed"):
            said = f"{LEFT_OUT}: {' and '.join(dict.fromkeys(codes))}."
            told[exercise.name] = replace(grade, message=f"{said} {grade.message}".strip())
    return told


def _flags_of_checks(exercises: Sequence[ExerciseGrade]) -> tuple[str, ...]:
    """Say which exercises a person looks at, since something of ours did not work there."""
    ours = [e.name for e in exercises if e.status == "could_not_check"]
    stopped = [e.name for e in exercises if any(c.reason == STOPPED for c in e.checks)]
    return (
        *(f"{name} could not be checked" for name in ours),
        *(f"{name}: a check stopped with an error, please look" for name in stopped),
    )


def _shown(grade: ExerciseGrade, drawn: Mapping[str, Points]) -> Points:
    """Return what an exercise's picture shows, if the answer was there and answered every call."""
    tried = grade.status in ("passed", "partial", "failed")
    gone = any(check.reason in GONE for check in grade.checks)
    return drawn.get(grade.name, ()) if tried and not gone else ()
