"""The example class of `make demo`: two dozen students, right, wrong, lost and hostile."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from autograder.course import Assignment, Course
from autograder.course.gallery import SampleAnswer, notebook_with, solved, specimens
from autograder.errors import CourseError
from autograder.files import write_atomically
from autograder.gradebook.database import is_there, opened
from autograder.gradebook.tables import STUDENT
from autograder.intake.reading import shown

CLASS = Path("tests") / "example_class.toml"
MARKER = ".example"  # beside an example student's folders: only these are ever overwritten


@dataclass(frozen=True)
class Pupil:
    """One example student: what kind of work they hand in."""

    style: int = 0  # which of the right styles; -1 hands the notebook in as it was given
    wrong: tuple[str, ...] = ()  # the mistakes that this student makes wherever they occur
    blank: tuple[str, ...] = ()  # exercises left alone
    writes: bool = True  # answers the written questions
    draws: bool = False  # and fills in the cells that no machine grades, such as a drawing for them
    scratch: str = ""  # a file of tests/hostile, run at the end of the notebook
    within: Mapping[str, str] = field(default_factory=dict)  # the same, in an exercise's answer
    damage: str = ""  # "cut" or "empty": what happened to the file
    late: str = ""  # when it came in


@dataclass(frozen=True)
class ExampleClass:
    """Who hands in what, and for which assignments where nothing else is said."""

    assignments: Sequence[str]
    students: Mapping[str, Pupil]


def example_class(root: Path) -> ExampleClass:
    """Read the course's example class; raise CourseError where it has none, or a bad one."""
    path = root / CLASS
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        students = {name: _pupil(about) for name, about in said["students"].items()}
        return ExampleClass(said["assignments"], students)
    except FileNotFoundError:
        raise CourseError(f"{CLASS} is missing: this course has no example class") from None
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise CourseError(f"{path}: {error!r}") from None


def _pupil(about: dict[str, Any]) -> Pupil:
    return Pupil(**about | {k: tuple(v) for k, v in about.items() if isinstance(v, list)})


def check_no_real_class(course: Course) -> None:
    """Raise CourseError if somebody who is no example has handed in, or is in the gradebook."""
    submitted = course.root / "submitted"
    folders = sorted(p.name for p in submitted.iterdir()) if submitted.is_dir() else []
    real = [
        name
        for name in folders
        if not name.startswith(".") and not (submitted / name / MARKER).exists()
    ]
    where = "submitted/"
    if not real:
        where = "the gradebook"
        real = sorted(set(_known_students(course)) - set(example_class(course.root).students))
    if real:
        raise CourseError(
            f"this course has students of its own ({shown(real)} in {where}), among whom example "
            "students would get points; run `course demo` in a fresh copy: git clone . ../demo"
        )


def _known_students(course: Course) -> list[str]:
    if not is_there(course):
        return []  # and none is made
    with opened(course) as database, database.reading() as connection:
        return [str(student) for student in connection.scalars(select(STUDENT.c.id))]


def make_class(course: Course, assignments: Sequence[Assignment]) -> None:
    """Write the example class into submitted/; a folder of a real student is never touched."""
    pupils = example_class(course.root).students
    gallery = [*specimens(course.root, "right"), *specimens(course.root, "wrong")]
    for assignment in assignments:
        name = assignment.name
        for student, pupil in pupils.items():
            folder = _folder(course, student)
            text = notebook_text(course.root, assignment, pupil, gallery)
            write_atomically(folder / name / f"{name}.ipynb", text)
            if pupil.late:
                write_atomically(folder / name / "timestamp.txt", pupil.late + "\n")


def _folder(course: Course, student: str) -> Path:
    folder = course.root / "submitted" / student
    if folder.exists() and not (folder / MARKER).exists():
        raise CourseError(f"submitted/{student} is not the example class's; move it aside first")
    write_atomically(folder / MARKER, "made by `course demo`\n")
    return folder


def notebook_text(
    root: Path, assignment: Assignment, pupil: Pupil, gallery: list[SampleAnswer]
) -> str:
    """Return the notebook that this pupil hands in for an assignment."""
    answers = _answers(assignment, pupil, gallery)
    for exercise, attack in pupil.within.items():
        if exercise in answers:
            answers[exercise] = _hostile(root, attack) + "\n" + answers[exercise]
    scratch = _hostile(root, pupil.scratch) if pupil.scratch else ""
    text = json.dumps(notebook_with(assignment, answers, scratch), indent=1) + "\n"
    return {"cut": text[: len(text) // 2], "empty": ""}.get(pupil.damage, text)


def _answers(assignment: Assignment, pupil: Pupil, gallery: list[SampleAnswer]) -> dict[str, str]:
    if pupil.style < 0:
        return {}
    model = solved(assignment)
    graded = {exercise.name for exercise in assignment.exercises}
    answers = {name: code for name, code in model.items() if pupil.draws and name not in graded}
    for exercise in assignment.exercises:
        where = assignment.name, exercise.name
        here = [s for s in gallery if (s.assignment, s.exercise) == where]
        right = [s for s in here if s.right]
        wrong = [s for s in here if s.diagnosis in pupil.wrong or s.name in pupil.wrong]
        if exercise.name in pupil.blank or (exercise.manual and not pupil.writes):
            continue
        if wrong and not exercise.manual:
            answers[exercise.name] = wrong[0].code
        elif right:
            answers[exercise.name] = right[pupil.style % len(right)].code
        else:
            answers[exercise.name] = model[exercise.name]
    return answers


def _hostile(root: Path, name: str) -> str:
    """Return the last cell of an attack: what stands below ``# %% last``."""
    text = (root / "tests" / "hostile" / f"{name}.py").read_text(encoding="utf-8")
    return text.partition("# %% last\n")[2].partition("\n# %% ")[0].strip("\n")
