"""What a new assignment and a new exercise begin with: files that pass every check, to be replaced.

The exercise that they hold doubles a number. Each part is where the real one goes: cells in the
notebook, the model answer, hidden tests, a gallery of right and wrong answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.authoring.build import reserved_names
from autograder.course import Course
from autograder.course.gallery import FOLDERS
from autograder.course.inputs import HIDDEN
from autograder.errors import CourseError
from autograder.files import write_atomically

NAME = re.compile(r"[a-z][a-z0-9_]*")
ASSIGNMENT = re.compile(r"[0-9]+_[a-z][a-z0-9_]*")
TOTAL = re.compile(r"\b(\d+(?:\.\d+)?)((?: bonus)? points?\b)")

TASK = """## {name}

**Task ({points:g} points).** `{name}(x)` → a number.

*Example:* 3 gives 6.

*Predict:* what does it give for 0?"""
ANSWER = '''def {name}(x):
    """Return two times x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION'''
CHECK = 'assert {name}(3) == 6, "The example says 6."'
CHECK_WITH_HELPER = """@checks_of("{name}")
def test_{name}(call):
    call(3).gives(6, "the example says")"""
PICTURE = """#@title Picture: {name} {{display-mode: "form"}}
@see_it("{name}", "what should be seen in it?")
def see_{name}():
    plt.plot([{name}(0), {name}(1), {name}(2)])"""

SOLUTION = '''

def {name}(x: float) -> float:
    """Return two times x.

    Formula: 2·x.  Shapes: one number.  Errors: none.  Source: the task's text.
    """
    return 2 * x
'''
HIDDEN_TEST = '''"""{name}(x): two times x."""

import pytest

from autograder.testing import call

pytestmark = pytest.mark.needs()


@pytest.mark.kept("the plainest line for a student to read")
def test_doubles_any_number(student):
    """doubles any number"""
    call(student.{name}, 3).gives(6)
    call(student.{name}, -0.5).gives(-1.0)


@pytest.mark.kept("after one call alone, junk looks like an answer")
def test_doubles_huge_and_tiny_numbers(student):
    """doubles huge and tiny numbers"""
    call(student.{name}, 1e9).gives(2e9)
    call(student.{name}, -1e-7).gives(-2e-7, atol=0.0)
'''
RIGHT = {
    "product": "def {name}(x):\n    return 2 * x\n",
    "sum": "def {name}(x):\n    return x + x\n",
    "variable": "def {name}(x):\n    twice = x * 2\n    return twice\n",
}
WRONG = """# diagnosis: {name}_not_doubled
# says: The number comes back as it went in.
# asks: What is done with x before it is returned?
# public check: fails
def {name}(x):
    return x
"""
SEVERAL = "# mistakes: halved, and one more\ndef {name}(x):\n    return x / 2 + 1\n"
CONFIGURED = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}


def new_exercise(
    course: Course, assignment: str, name: str, points: float, after: str
) -> list[Path]:
    """Add an exercise to an assignment's notebook and write what belongs to it; return the files.

    ``after`` names the exercise that it follows, "" for the end. Raise CourseError, and write
    nothing, where something of that name is there.
    """
    path = course.root / "source" / assignment / f"{assignment}.ipynb"
    if not path.is_file():
        raise CourseError(f"there is no {path.relative_to(course.root)}; course new {assignment}")
    if not NAME.fullmatch(name):
        raise CourseError(f"{name!r}: a name such as mean_of is expected: letters, digits and _")
    if name in reserved_names():
        raise CourseError(f"{name!r} is a name that hidden tests use themselves; take another one")
    notebook = nbformat.read(path, as_version=4)
    ids = [cell.id for cell in notebook.cells]
    files = dict(_files(course.root, assignment, name))
    there = [str(one.relative_to(course.root)) for one in files if one.exists()]
    if name in ids or there:
        raise CourseError(f"{name} is there already: {', '.join([str(path), *there][:2])}")
    text = "\n".join(cell.source for cell in notebook.cells)
    place = _place(ids, after, assignment)
    notebook.cells[place:place] = _cells(name, points, text)
    _add_to_total(notebook.cells[0], points)
    files[path] = nbformat.writes(notebook) + "\n"
    library = course.root / "solutions" / f"{assignment.partition('_')[2]}.py"
    before = library.read_text(encoding="utf-8") if library.exists() else '"""Model answers."""\n'
    files[library] = before.rstrip("\n") + "\n" + SOLUTION.format(name=name)
    for one, content in files.items():
        write_atomically(one, content)
    return list(files)


def new_assignment(course: Course, assignment: str, exercise: str, points: float) -> list[Path]:
    """Write an assignment with one exercise; return the files."""
    if not ASSIGNMENT.fullmatch(assignment):
        raise CourseError(f"{assignment!r}: a name such as 07_sorting is expected")
    path = course.root / "source" / assignment / f"{assignment}.ipynb"
    if path.exists():
        raise CourseError(f"{path.relative_to(course.root)} is there already")
    title = assignment.partition("_")[2].replace("_", " ")
    text = f"# {title}\n\nWhat it is about. 0 points."
    notebook = new_notebook(
        cells=[new_markdown_cell(text, id="title")], metadata={"kernelspec": CONFIGURED}
    )
    write_atomically(path, nbformat.writes(notebook) + "\n")
    return new_exercise(course, assignment, exercise, points, "")


def _files(root: Path, assignment: str, name: str) -> Iterator[tuple[Path, str]]:
    """Every file of an exercise's own."""
    right, wrong, several = (
        root / "tests" / FOLDERS[kind] / assignment / name for kind in ("right", "wrong", "several")
    )
    yield root / HIDDEN / assignment / f"test_{name}.py", HIDDEN_TEST.format(name=name)
    for style, code in RIGHT.items():
        yield right / f"{style}.py", code.format(name=name)
    yield wrong / "not_doubled.py", WRONG.format(name=name)
    yield several / "halved_and_one_more.py", SEVERAL.format(name=name)


def _place(ids: list[str], after: str, assignment: str) -> int:
    """Behind the last cell that belongs to an exercise; at the end, but before a closing cell."""
    if not after:
        return len(ids) - (ids[-1] == "closing")
    own = [ids.index(f"{part}{after}") for part in ("", "test_", "see_") if f"{part}{after}" in ids]
    if not own:
        raise CourseError(f"{assignment} has no exercise {after!r}")
    return max(own) + 1


def _cells(name: str, points: float, text: str) -> list[Any]:
    """Return task, answer, check, and a picture where the notebook has a helper that draws it."""
    helped, drawn = "def checks_of(" in text, "def see_it(" in text

    def code(source: str, grade_id: str, **marks: Any) -> Any:
        known = {"grade": False, "locked": True, "solution": False, "task": False} | marks
        about = {"cell_type": "code", "grade_id": grade_id, "schema_version": 3, **known}
        return new_code_cell(source.format(name=name), id=grade_id, metadata={"nbgrader": about})

    worth = int(points) if points % 1 == 0 else points
    task = new_markdown_cell(TASK.format(name=name, points=points), id=f"task_{name}")
    answer = code(ANSWER, name, locked=False, solution=True)
    check = code(CHECK_WITH_HELPER if helped else CHECK, f"test_{name}", grade=True, points=worth)
    for cell in (answer, check):
        cell.metadata["tags"] = ["raises-exception"]  # Run All goes on below, as grading does
    picture = code(PICTURE, f"see_{name}")
    picture.metadata["tags"] = ["picture"]
    picture.metadata["jupyter"] = {"source_hidden": True}  # what to notice is read after running
    return [task, answer, check, *([picture] if drawn else [])]


def _add_to_total(title: Any, points: float) -> None:
    """Bring the number of points up to date where the notebook's first cell names it."""
    match = TOTAL.search(title.source)
    if match:
        total = f"{float(match[1]) + points:g}{match[2]}"
        title.source = title.source[: match.start()] + total + title.source[match.end() :]
