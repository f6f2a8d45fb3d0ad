"""Who may import whom: the engine knows no lesson, and hidden tests know one module of it."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import autograder.testing
from autograder.course import Course
from autograder.files import all_files
from tests.course.support import ROOT

ENGINE = sorted((ROOT / "autograder").rglob("*.py"))
ENGINE_TEXTS = [path for path in all_files(ROOT / "autograder") if path.suffix != ".woff2"]
HIDDEN = sorted((ROOT / "tests" / "hidden").rglob("*.py"))
# from the ground up: who stands further down imports what stands above it, never the other way
ROOMS = (
    *("errors", "records", "files", "course", "term", "sandbox", "client", "intake", "testing"),
    *("grading", "release", "wording", "gradebook", "feedback", "batch", "exports", "report"),
    *("cluster", "lms", "nbgrader_plugins", "authoring", "site", "cli"),
)
FOR_TESTS = {"autograder.testing", "solutions", "numpy", "pandas", "pytest"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it; relative ones with their dots."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


@pytest.mark.parametrize("path", ENGINE, ids=name_of)
def test_the_engine_imports_neither_solutions_nor_tests(path: Path) -> None:
    assert not {name for name in imports(path) if name.split(".")[0] in ("solutions", "tests")}


def room_of(module: str) -> str:
    return f"{module}..".split(".")[1]


@pytest.mark.parametrize("path", ENGINE, ids=name_of)
def test_a_room_imports_from_rooms_above_it(path: Path) -> None:
    own = path.relative_to(ROOT / "autograder").with_suffix("").parts[0]
    used = {room_of(name) for name in imports(path) if name.startswith("autograder.")}
    above = ROOMS[: ROOMS.index(own) + 1] if own in ROOMS else ()
    assert used <= set(above), own


def test_every_room_has_its_place() -> None:
    there = {path.stem for path in (ROOT / "autograder").iterdir() if path.name[0] not in "_."}
    assert there - {"py"} == set(ROOMS)


def test_the_tests_stand_in_folders_named_like_the_rooms() -> None:
    files = (ROOT / "tests" / "course").rglob("test_*.py")
    folders = {path.relative_to(ROOT / "tests" / "course").parts[0] for path in files}
    assert folders - set(ROOMS) == {"lessons", "other_course", "repository"}


def names_of_the_course() -> set[str]:
    course = Course.load(ROOT)
    lessons = [course.assignment(name) for name in course.assignments]
    return {one.name for lesson in lessons for one in (lesson, *lesson.exercises)}


@pytest.mark.parametrize("path", ENGINE_TEXTS, ids=name_of)
def test_the_engine_names_no_lesson_and_no_exercise(path: Path) -> None:
    """A name with an underscore or a digit in no text at all, comments and pages included.

    A plain word, such as one that English has too, is a name only where it is a whole string.
    """
    text, names = path.read_text(encoding="utf-8"), names_of_the_course()
    found = {word for word in re.findall(r"\w+", text) if not word.isalpha()}
    if path.suffix == ".py":
        constants = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
        found |= {node.value for node in constants if isinstance(node.value, str)}
    assert not found & names


@pytest.mark.parametrize("path", HIDDEN, ids=name_of)
def test_a_hidden_test_knows_the_public_module_and_what_lies_beside_it(path: Path) -> None:
    for name in imports(path):
        top = name.split(".")[0]
        standard = top in sys.stdlib_module_names
        assert name.startswith(".") or standard or {name, top} & FOR_TESTS, name


@pytest.mark.parametrize("path", sorted((ROOT / "autograder/sandbox").rglob("*.py")), ids=name_of)
def test_the_sandbox_imports_the_records_only(path: Path) -> None:
    """What runs beside a student's code holds nothing that this code could find."""
    ours = {name for name in imports(path) if name.split(".")[0] == "autograder"}
    outside = {name for name in ours if not f"{name}.".startswith("autograder.sandbox.")}
    assert outside <= {"autograder.records"}


@pytest.mark.parametrize("name", autograder.testing.__all__)
def test_what_a_hidden_test_may_say_is_there(name: str) -> None:
    assert getattr(autograder.testing, name) is not None


def test_nothing_else_is_public() -> None:
    assert sorted(autograder.testing._HOME) == sorted(autograder.testing.__all__)
    with pytest.raises(AttributeError, match="judge"):
        _ = autograder.testing.judge
