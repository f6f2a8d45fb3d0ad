"""The gallery: right and wrong answers that test the tests, and by which mistakes are known.

A wrong answer is a file, ``tests/wrong_answers/<assignment>/<exercise>/<name>.py``. Its first lines
name its mistake and, unless words.toml has them, what a student reads of it::

    # diagnosis: divided_twice
    # says: It is divided by the number of rows twice.
    # asks: Which lines divide, and how often does each of them run?
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course import Assignment, text_of
from autograder.errors import CourseError

NEEDS = re.compile(r"pytest\.mark\.needs\(([^)]*)\)")
NAME = re.compile(r"[\"'](\w+)[\"']")
DECLARED, SEVERAL = "# diagnosis:", "# mistakes:"
FOLDERS = {"right": "right_answers", "wrong": "wrong_answers", "several": "two_mistakes"}


@dataclass(frozen=True)
class SampleAnswer:
    """One answer as a student might write it; ``diagnosis`` is what a wrong one must be told.

    One with ``several`` mistakes, or with one that nobody knows, must be told none.
    """

    assignment: str
    exercise: str
    name: str
    code: str
    right: bool
    diagnosis: str | None
    several: bool = False
    says: str = ""
    asks: str = ""

    @property
    def path(self) -> Path:
        """Where the file stands in the course."""
        kind = "right" if self.right else "several" if self.several else "wrong"
        return Path("tests") / FOLDERS[kind] / self.assignment / self.exercise / f"{self.name}.py"


def specimens(root: Path, kind: str, assignment: str = "*") -> list[SampleAnswer]:
    """Return the ``right``, ``wrong`` or ``several`` answers below tests/, in order of paths.

    Raise CourseError for a file that cannot be read.
    """
    folder = root / "tests" / FOLDERS[kind]
    return [_specimen(path, kind) for path in sorted(folder.glob(f"{assignment}/*/*.py"))]


def sort_out(
    assignment: Assignment, found: Sequence[SampleAnswer]
) -> tuple[list[SampleAnswer], list[str]]:
    """Return the answers to exercises with hidden tests, and a line for each of another."""
    exercises = {exercise.name for exercise in assignment.exercises if not exercise.manual}
    known = [one for one in found if one.exercise in exercises]
    left = [
        f"{one.path}: {assignment.name} has no exercise {one.exercise!r} with hidden tests; if it "
        "was taken out, remove this file, too"
        for one in found
        if one.exercise not in exercises
    ]
    return known, left


def _specimen(path: Path, kind: str) -> SampleAnswer:
    try:
        code = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise CourseError(f"{path} cannot be read: {error}") from error
    diagnosis, words = None, {"says": "", "asks": ""}
    if kind != "right":
        first, _, code = code.partition("\n")
        diagnosis = _declared(path, first, kind)
        for key in words:
            if code.startswith(f"# {key}:"):
                first, _, code = code.partition("\n")
                words[key] = first.removeprefix(f"# {key}:").strip()
        if bool(words["says"]) != bool(words["asks"]) or (words["says"] and not diagnosis):
            raise CourseError(f"{path}: '# says:' and '# asks:' stand together, below a name")
    assignment, exercise = path.parts[-3:-1]
    right, several = kind == "right", kind == "several"
    return SampleAnswer(
        assignment, exercise, path.stem, code.rstrip("\n"), right, diagnosis, several, **words
    )


def _declared(path: Path, first: str, kind: str) -> str | None:
    """What the first line promises: the diagnosis, or none and what is wrong, for the reader."""
    begins, what = (SEVERAL, "what is wrong") if kind == "several" else (DECLARED, "name or none")
    if not first.startswith(begins):
        raise CourseError(f"{path}: the first line must be '{begins} <{what}>'")
    told = first.removeprefix(begins).strip()
    return None if kind == "several" or told == "none" else told


def solved(assignment: Assignment) -> dict[str, str]:
    """Return the text of every answer cell of the source: code and model answers."""
    notebook = json.loads(assignment.source.read_text(encoding="utf-8"))
    marked = ((c["metadata"].get("nbgrader", {}), text_of(c)) for c in notebook["cells"])
    return {marks["grade_id"]: text for marks, text in marked if marks.get("solution")}


def answers_for(assignment: Assignment, exercise: str, code: str) -> dict[str, str]:
    """Return the answers to grade one exercise by: this one, and the right ones that it needs.

    The others stay as they were handed out, so that nothing is run or drawn for them.
    """
    model = solved(assignment)
    needed = needed_by(assignment, exercise)
    return {**{name: model[name] for name in needed if name in model}, exercise: code}


def needed_by(assignment: Assignment, exercise: str) -> set[str]:
    """Return the earlier exercises that an answer may call, and those that they need."""
    path = assignment.root / "tests" / "hidden" / assignment.name / f"test_{exercise}.py"
    marks = NEEDS.findall(path.read_text(encoding="utf-8")) if path.is_file() else []
    names = {name for mark in marks for name in NAME.findall(mark)}
    return names.union(*(needed_by(assignment, name) for name in names))


def notebook_with(
    assignment: Assignment, answers: Mapping[str, str], scratch: str = ""
) -> dict[str, Any]:
    """Return the released notebook with these answers, and a scratch cell at its end."""
    notebook = copy.deepcopy(assignment.master)
    for cell in notebook["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("solution") and marks["grade_id"] in answers:
            cell["source"] = answers[marks["grade_id"]]
    if scratch:
        notebook["cells"].append(
            {
                "cell_type": "code",
                "id": "scratch",
                "metadata": {},
                "source": scratch,
                "execution_count": None,
                "outputs": [],
            }
        )
    return notebook
