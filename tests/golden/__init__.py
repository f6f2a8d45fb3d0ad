"""What every answer of the gallery gets, and a small class of each lesson, kept as files.

    python -m tests.golden

writes the files anew. A change that is to change no grade leaves them as they are; one that changes
a sentence shows in their diff which students read it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from autograder.authoring.kill_matrix import Judged
from autograder.course import Course
from autograder.course.gallery import notebook_with
from autograder.grading.pool import Pool
from autograder.intake import parse, rebuild
from autograder.records import ExerciseGrade, Grade, Submission
from benchmarks.make_class import SEED, members

FOLDER = Path(__file__).parent
STUDENTS = 8  # of each lesson
OWN_RANDOM = {"order_from_elsewhere"}  # another picture each time


def class_of(course: Course, lesson: str, students: int) -> Iterator[Submission]:
    """Draw the lesson's class: always the same, a smaller one its start."""
    assignment = course.assignment(lesson)
    for member in members(course, assignment, students, SEED):
        notebook = notebook_with(assignment, member.answers)
        yield rebuild(parse(json.dumps(notebook).encode()), member.name, assignment)


def golden_files(
    course: Course, judged: Iterable[Judged], pool: Pool, students: int = STUDENTS
) -> Mapping[str, str]:
    """Return the text of each file by its name: gallery and class of a lesson together."""
    answers: dict[str, dict[str, Any]] = {name: {} for name in course.assignments}
    for one in judged:
        specimen = one.specimen
        kind = "several" if specimen.several else "right" if specimen.right else "wrong"
        name = f"{specimen.exercise}/{kind}/{specimen.name}"
        answers[specimen.assignment][name] = exercise_line(one.grade)
    files = {}
    for lesson, of_gallery in answers.items():
        grades = sorted(
            pool.grade(class_of(course, lesson, students)), key=lambda grade: grade.student
        )
        whole = {
            "gallery": dict(sorted(of_gallery.items())),
            "class": {grade.student: student_lines(grade) for grade in grades},
        }
        files[f"{lesson}.json"] = json.dumps(whole, indent=1, ensure_ascii=False) + "\n"
    return files


def student_lines(grade: Grade) -> dict[str, Any]:
    """Return a student's grade, all but how long it took and in which sandbox."""
    exercises = {exercise.name: exercise_line(exercise) for exercise in grade.exercises}
    said = {"status": grade.status, "points": grade.points, "flags": list(grade.flags)}
    return {**said, **({"message": grade.message} if grade.message else {}), "exercises": exercises}


def exercise_line(grade: ExerciseGrade) -> list[Any]:
    """Return status, points, name of the mistake, sentence, and what its checks say as a hash."""
    checks = [
        [
            c.says,
            c.passed,
            of_any_version(c.message),
            c.hint,
            c.diagnosis,
            c.weight,
            c.reason,
            c.edge,
        ]
        for c in grade.checks
    ]
    drawn = () if grade.diagnosis in OWN_RANDOM else grade.picture_points
    digest = sha256(json.dumps([checks, drawn]).encode()).hexdigest()[:12]
    passed = "".join("+" if check.passed else "-" for check in grade.checks)
    said = of_any_version(grade.message)
    return [grade.status, grade.points, grade.diagnosis, said, f"{passed} {digest}"]


def of_any_version(text: str) -> str:
    """Leave out the versions of packages: the lock has other ones for other versions of Python."""
    return re.sub(r"\b(numpy|pandas) \d[\w.]*\b", r"\1", text)
