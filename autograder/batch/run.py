"""Grades a class: what is new or changed, into store, graded notebooks and gradebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from autograder.batch.attempts import Graders
from autograder.batch.landing import Job, ResultWriter
from autograder.batch.plan import Plan
from autograder.batch.result import ClassResult, Grades
from autograder.files import hash_of
from autograder.gradebook import GradebookWriter
from autograder.records import Submission, is_final


def grade_class(
    plan: Plan,
    pool: Graders,
    *,
    started: Callable[[int, int], None] = lambda total, known: None,
    graded: Callable[[], None] = lambda: None,
) -> ClassResult:
    """Grade what the plan lists. After a kill at any moment, another run completes it.

    ``started`` is told how many submissions there are and how many of them are known already;
    ``graded`` is told of each grade as it lands.
    """
    with GradebookWriter(plan.course, plan.tables) as writer:
        writer.term.take(plan.assignment.name, plan.shared)
        writer.term.check(plan.assignment)  # before anything is written
        grades = Grades(plan.store, plan.tables.adjustments(plan.assignment))
        result = ClassResult(grades, writer.log(plan.assignment), left_out=dict(plan.left_out))
        result.changed = _register(plan, writer)
        writer.bring_up_to_date(plan.assignment)
        writer.adjust(plan.assignment)
        started(plan.total, len(plan.known) + len(plan.refused))
        landing = ResultWriter(plan, writer, result, graded)
        try:
            todo = {key: list(students) for key, students in plan.todo.items()}
            for student, known in plan.known.items():
                if not landing.known(student, known):
                    todo.setdefault(known.key.hex(), []).append(student)
            for student, why in plan.refused.items():
                landing.refused(student, why)
            for student, why in plan.unreadable.items():
                landing.unreadable(student, why)
            _compute(plan, todo, pool, landing)
        finally:
            landing.close()
        _look_at_class(plan, writer, result)
    return result


def _look_at_class(plan: Plan, writer: GradebookWriter, result: ClassResult) -> None:
    """Note what is known of the class besides its grades: late days, names, who is missing."""
    late = writer.settle_late_days(plan.assignment)
    result.later = tuple(log for log in writer.logs.values() if log is not result.log)
    people = writer.term.people(plan.assignment.name)
    spent = {one: people[one].spent(d.used, d.left) for one, d in late.items() if one in people}
    result.people = people | spent
    if plan.whole:
        there = {*plan.known, *plan.refused, *plan.left_out, *plan.unreadable, *plan.stamps}
        result.missing = tuple(writer.term.absent(plan.assignment.name, there))


def _register(plan: Plan, writer: GradebookWriter) -> list[str]:
    """Make sure that the gradebook knows the assignment's cells and due date."""
    if not writer.knows(plan.assignment):
        # nbgrader takes seconds, once an assignment
        from autograder.gradebook.registration import register

        return register(plan.course, plan.assignment, writer)
    writer.set_due_date(plan.assignment)
    return []


def _compute(
    plan: Plan, todo: Mapping[str, list[str]], pool: Graders, landing: ResultWriter
) -> None:
    """Grade what is not known; equal notebooks share a grade."""
    in_flight: dict[str, Job] = {}
    for grade in pool.grade(_submissions(plan, todo, landing, in_flight)):
        job = in_flight.pop(grade.student)
        kept = is_final(grade) and grade.sandbox == plan.store.tier
        kept = kept and plan.store.was_made_by(grade) and landing.keep(grade, job)
        for student in job.students:
            landing.fresh(replace(grade, student=student), job, kept)


def _submissions(
    plan: Plan, todo: Mapping[str, list[str]], landing: ResultWriter, in_flight: dict[str, Job]
) -> Iterator[Submission]:
    """Read each notebook on its turn; of equal ones, the first that is still as it was planned."""
    for key, equal in todo.items():
        for place, student in enumerate(equal):
            loaded = landing.load(student)
            if loaded is None:
                continue
            now = hash_of(loaded.parts)
            students, stamps = ([student], {}) if now != key else (equal[place:], plan.stamps)
            in_flight[student] = Job(*loaded, now, students, stamps)
            yield loaded.submission
            if now == key:
                break
