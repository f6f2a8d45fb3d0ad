"""Lists every file and cell that belongs to one exercise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.course import Assignment, Course, Exercise
from autograder.course.gallery import FOLDERS
from autograder.course.inputs import COMMON, HIDDEN
from autograder.errors import CourseError
from autograder.testing.evidence import plain_name
from autograder.testing.known import known_of


def places_of(course: Course, name: str) -> Iterator[tuple[str, str]]:
    """Yield what there is of an exercise, and where; raise CourseError when there is none."""
    found = [
        (assignment, exercise)
        for assignment in map(course.assignment, course.assignments)
        for exercise in assignment.exercises
        if exercise.name == name
    ]
    if not found:
        raise CourseError(f"no assignment has an exercise {name!r}; course build prints them")
    for assignment, exercise in found:
        yield from _places(course.root, assignment, exercise)


def _places(root: Path, assignment: Assignment, exercise: Exercise) -> Iterator[tuple[str, str]]:
    lesson, name = assignment.name, exercise.name
    hidden = HIDDEN / lesson
    kind = "read by a person" if exercise.manual else "checked by hidden tests"
    yield "exercise", f"{name} of {lesson}: {exercise.points:g} points, {kind}"
    yield "cells", f"source/{lesson}/{lesson}.ipynb: {', '.join(_cells(assignment, exercise))}"
    if exercise.manual:
        return
    library = root / "solutions" / f"{lesson.partition('_')[2]}.py"
    yield "model answer", _line(library, name, root)
    test = root / hidden / f"test_{name}.py"
    checks = test.read_text(encoding="utf-8").count("\ndef test_") if test.is_file() else 0
    yield "hidden tests", f"{hidden}/test_{name}.py, checks: {checks}"
    known = known_of(root, lesson)
    names = {plain_name(n) for n in (*known.fingerprints.get(name, ()), *known.rule_names(name))}
    yield "mistakes", ", ".join(sorted(names)) or "none"
    yield "their words", f"{hidden}/words.toml, {HIDDEN / COMMON}/words.toml"
    pictures = root / hidden / "pictures.py"
    if pictures.is_file() and f'"{name}"' in pictures.read_text(encoding="utf-8"):
        yield "picture", f"{hidden}/pictures.py"
    for kind, folder in FOLDERS.items():
        answers = list((root / "tests" / folder / lesson / name).glob("*.py"))
        yield f"{kind} answers", f"tests/{folder}/{lesson}/{name}/, files: {len(answers)}"


def _cells(assignment: Assignment, exercise: Exercise) -> list[str]:
    names = (f"{part}{exercise.name}" for part in ("task_", "", "test_", "see_"))
    there = {cell.name for cell in assignment.cells}
    return [name for name in names if name in there]


def _line(path: Path, name: str, root: Path) -> str:
    where = path.relative_to(root)
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    starts = (f"def {name}(", f"{name} = ", f"{name}: ")
    number = next((k for k, line in enumerate(lines, 1) if line.startswith(starts)), None)
    return f"{where}:{number}" if number else f"{where}: not there"
