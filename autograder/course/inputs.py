"""The one list of what a grade depends on: its key, a cluster's bundle and Gradescope's zip use it.

If a hidden test, a solution or the notebook read a file that is not listed here, changing it would
not grade again, and the file would be missing on other machines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.errors import CourseError
from autograder.files import all_files, hash_of, hash_of_files

HIDDEN = Path("tests") / "hidden"
PARTS = ("release", "hidden tests", "solutions")
FINGERPRINTS = "fingerprints.json"  # measured; a grade depends on those that its replies resemble
COMMON = "common"  # below HIDDEN: what the tests of several assignments share


def inputs_of(root: Path, assignment: str) -> Mapping[str, list[Path]]:
    """Return the files of a course that grading an assignment reads, part by part."""
    hidden = root / HIDDEN
    own = all_files(hidden / assignment)
    release = root / "release" / assignment
    data = [path for path in all_files(root / "source") if path.suffix != ".ipynb"]
    tests = _with_tests(Assignment(root, assignment))
    return {
        "release": [release / f"{assignment}.ipynb", *all_files(release)],
        "hidden tests": [
            *sorted(path for path in hidden.glob("*") if path.is_file()),
            *all_files(hidden / COMMON),
            # a mark scheme is for people
            *(path for path in own if path.suffix != ".md" and path.name != FINGERPRINTS),
            *tests,
        ],
        "solutions": [*all_files(root / "solutions"), *data],
    }


def _with_tests(assignment: Assignment) -> list[Path]:
    """Return the source notebooks whose cells hold the tests that grade."""
    try:
        parts = assignment.parts
        return [part.source for part in parts if any(e.by_cell for e in part.exercises)]
    except (CourseError, LookupError, TypeError):
        return []  # nothing is released yet, or it is damaged, which is said where it is graded


def hashes_of(root: Path, assignment: str) -> dict[str, str]:
    """Hash each part: file names and content."""
    parts = inputs_of(root, assignment)
    return {part: hash_of_files(root, paths) for part, paths in parts.items()}


def hash_of_parts(hashes: Mapping[str, str]) -> str:
    """Hash the parts together; what else is among ``hashes`` is not looked at."""
    return hash_of([hashes[part] for part in PARTS])


def files_of(root: Path, assignment: str) -> Iterable[Path]:
    """Return the files of all parts that are there, each once, and the measured fingerprints."""
    parts = [*inputs_of(root, assignment).values(), [root / HIDDEN / assignment / FINGERPRINTS]]
    return dict.fromkeys(path for paths in parts for path in paths if path.is_file())
