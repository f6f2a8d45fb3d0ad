"""Grades the one submission in a Gradescope container; its argument is the folder /autograder."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from autograder.course import Assignment, Course
from autograder.errors import CourseError
from autograder.exports.gradescope.bundle import SETTINGS
from autograder.exports.gradescope.results import Settings, as_results, not_graded
from autograder.grading.pool import Pool
from autograder.intake import Refused, read_submission, refused
from autograder.intake.own_files import with_own_files
from autograder.intake.several import together
from autograder.records import Grade, Submission
from autograder.sandbox.launcher import SandboxError, probe_tier

STUDENT = "student"  # Gradescope knows who it is; the grade does not depend on it
WAY_OUT = """This container cannot close students' code in, or the course in the zip is broken.
Either download the submissions (Review Grades → Export Submissions) and grade them with
`course grade` on a machine where `course doctor` finds a sandbox; or, for students whom you
trust, make the zip again with `course export --to gradescope --unsafe`."""


def main(root: Path) -> int:
    """Grade what is in ROOT/submission; write ROOT/results/results.json; return the exit code."""
    source = root / "source"
    settings = Settings(**json.loads((source / SETTINGS).read_text(encoding="utf-8")))
    code = 0
    try:
        course = Course.load(source)
        grade = grade_one(course, course.assignment(settings.assignment), settings, root)
        results = as_results(grade, settings)
        print(_summary(grade))
    except (CourseError, SandboxError) as error:
        print(f"{error}\n\n{WAY_OUT}")
        results, code = not_graded(settings), 1
    _write(root / "results" / "results.json", results)
    return code


def say_tier() -> None:
    """Print which sandbox this container gives, and what the better ones lack."""
    tier, missing = probe_tier()
    print("\n".join([f"sandbox: {tier}", *missing, *([WAY_OUT] if tier == "none" else [])]))


def grade_one(course: Course, assignment: Assignment, settings: Settings, root: Path) -> Grade:
    """Take the submitted notebook in and grade it in the sandbox."""
    with Pool(course, jobs=1, unsafe=settings.unsafe, few=True) as pool:
        pool.warm(1)  # while the notebook is read
        try:
            submission = _read(root / "submission", course, assignment)
            submission = with_own_files(root / "submission", submission, assignment)
        except Refused as why:
            return refused(STUDENT, assignment, str(why))
        (grade,) = pool.grade([submission])
    return grade


def _read(folder: Path, course: Course, assignment: Assignment) -> Submission:
    if len(assignment.parts) == 1:
        path = find_notebook(folder, assignment.notebooks[0])
        return read_submission(path, STUDENT, assignment, course.notebook_mb)
    names = [path.name for path in folder.glob("*.ipynb")]

    def read(part: Assignment) -> Submission:
        path = folder / f"{part.notebook}.ipynb"
        return read_submission(path, STUDENT, part, course.notebook_mb)

    return together(STUDENT, assignment, names, read)


def find_notebook(folder: Path, name: str) -> Path:
    """Return the notebook that was asked for, or the only one, by whatever name."""
    asked = folder / f"{name}.ipynb"
    there = sorted(folder.glob("*.ipynb"))
    if asked in there or not there:
        return asked
    if len(there) > 1:
        raise Refused(f"there are {len(there)} notebooks and none is called {asked.name}")
    return there[0]


def _summary(grade: Grade) -> str:
    lines = [f"{grade.status}: {grade.points:g} of {grade.max_points:g}, sandbox {grade.sandbox}"]
    lines += [f"{e.name}: {e.status} {e.points:g} {e.diagnosis or ''}" for e in grade.exercises]
    return "\n".join([*lines, grade.message, *grade.flags]).strip()


def _write(path: Path, results: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
