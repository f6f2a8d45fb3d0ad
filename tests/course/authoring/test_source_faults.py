"""What is wrong with somebody's source notebook is said with its cell, and stops no other one."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from autograder.authoring.build import check
from autograder.authoring.cell_report import cell_report
from autograder.authoring.source_faults import source_faults
from autograder.course import Assignment, Course
from autograder.grading.pool import Pool
from tests.course.support import BIN
from tests.course.support.any_course.notebooks import write_notebook

ANSWER = ("answer", "f", "### BEGIN SOLUTION\nf = 1\n### END SOLUTION")
TEST = ("test", "t", "assert f == 1", 1)
HIDDEN = "### BEGIN HIDDEN TESTS\nassert f\n### END HIDDEN TESTS"
READS = "### BEGIN SOLUTION\nf = {}\n### END SOLUTION"
NETWORK = "__import__('urllib.request').request.urlopen('http://localhost:9').read()"
NOTEBOOKS = {
    "fine": (ANSWER, TEST),
    "fails": (("answer", "f", "### BEGIN SOLUTION\nf = 2\n### END SOLUTION"), TEST),
    "network": (("answer", "f", READS.format(NETWORK)), ("test", "t", "assert f", 1)),
    "file": (("answer", "f", READS.format('open("no.csv")')), ("test", "t", "assert f", 1)),
    "name": (("answer", "f", READS.format("no_such_name")), ("test", "t", "assert f", 1)),
    "lecture": (("text", "", "# Nothing is graded here"), ("plain", "", "a = 1")),
}
STOPPING = {
    "same id": (
        (ANSWER, TEST, ("answer", "f", "### BEGIN SOLUTION\ng = 1\n### END SOLUTION")),
        "source/a/p.ipynb, cell 3 (`f`): has the id of cell 1; give it another one",
    ),
    "hidden, locked": (
        (ANSWER, TEST, ("locked", "tools", HIDDEN)),
        "source/a/p.ipynb, cell 3 (`tools`): is no test, and has BEGIN HIDDEN TESTS",
    ),
    "hidden, plain": (
        (ANSWER, TEST, ("plain", "", HIDDEN)),
        "source/a/p.ipynb, cell 3: is no test, and has BEGIN HIDDEN TESTS",
    ),
    "solution in a test": (
        (ANSWER, ("test", "t", ANSWER[2], 1)),
        "source/a/p.ipynb, cell 2 (`t`): is no answer, and has a BEGIN SOLUTION",
    ),
    "endless": (
        (ANSWER, ("test", "t", "### BEGIN HIDDEN TESTS\nassert f", 1)),
        "cell 2 (`t`): begins a region with BEGIN HIDDEN TESTS that no END HIDDEN TESTS ends",
    ),
}


def course(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(BIN / "course"), *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def source(root: Path, name: str, cells: tuple[tuple[object, ...], ...]) -> None:
    write_notebook(root / "source" / name / "p.ipynb", cells)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of a fine assignment and of some that cannot pass, built."""
    made = tmp_path_factory.mktemp("faults")
    for name, cells in NOTEBOOKS.items():
        source(made, name, cells)
    course(made, "init")
    done = course(made, "build")
    assert done.returncode == 0, done.stderr
    (made / "said.txt").write_text(done.stdout + done.stderr)
    return made


@pytest.mark.parametrize("name", STOPPING)
def test_a_cell_of_which_no_release_is_made_is_named(tmp_path: Path, name: str) -> None:
    cells, said = STOPPING[name]
    source(tmp_path, "a", cells)
    found = [fault for fault in source_faults(Assignment(tmp_path, "a")) if fault.stops]
    assert len(found) == 1
    assert said in str(found[0])


def test_what_nbgrader_takes_is_no_fault(tmp_path: Path) -> None:
    both = ("test", "t", f"{HIDDEN}\n{HIDDEN}", 1)
    source(tmp_path, "a", (ANSWER, both, ("written", "w", "words", 1), ("plain", "", "pass")))
    assert not list(source_faults(Assignment(tmp_path, "a")))
    (tmp_path / "source" / "a" / "p.ipynb").write_text('{"cells": 3}')
    assert not list(source_faults(Assignment(tmp_path, "a")))


def test_build_and_its_check_and_the_doctor_say_it(tmp_path: Path) -> None:
    """nbgrader itself is asked, and refuses: its own words have neither cell nor remedy."""
    cells, said = STOPPING["same id"]
    source(tmp_path, "a", cells)
    course(tmp_path, "init")
    built = course(tmp_path, "build")
    assert built.returncode == 2
    assert said in built.stderr
    assert "Traceback" not in built.stderr and "/tmp/course-" not in built.stderr
    checked = course(tmp_path, "build", "--check")
    assert checked.returncode == 1
    assert "has the id of cell 1" in " ".join(checked.stdout.replace("│", " ").split())
    told = " ".join(course(tmp_path, "doctor").stdout.replace("│", " ").split())
    assert "✗ a: source" in told and "has the id of cell 1" in told


@pytest.mark.parametrize("key", ["language_info", "kernelspec"])
def test_another_language_than_python_is_said_once(tmp_path: Path, key: str) -> None:
    told = {"language_info": {"name": "java"}, "kernelspec": {"name": "j", "language": "java"}}
    for name, cells in (("a", (ANSWER, TEST)), ("b", NOTEBOOKS["lecture"])):
        source(tmp_path, name, cells)
        path = tmp_path / "source" / name / "p.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        notebook["metadata"] = {key: told[key]}
        path.write_text(json.dumps(notebook), encoding="utf-8")
    (fault,) = source_faults(Assignment(tmp_path, "a"))
    assert str(fault) == "source/a/p.ipynb: its language is java, and only Python is graded here"
    assert not fault.stops
    assert not list(source_faults(Assignment(tmp_path, "b"))), "nothing in it is graded"


def old(root: Path) -> Path:
    """A course of which one notebook has the metadata of an old nbgrader; another is fine."""
    source(root, "a", (ANSWER, TEST))
    source(root, "b", (ANSWER, TEST))
    path = root / "source" / "a" / "p.ipynb"
    text = path.read_text(encoding="utf-8").replace('"schema_version": 3', '"schema_version": 1')
    path.write_text(text, encoding="utf-8")
    course(root, "init")
    return root


def test_old_metadata_is_told_with_what_to_do_first(tmp_path: Path) -> None:
    old(tmp_path)
    (fault,) = source_faults(Assignment(tmp_path, "a"))
    assert fault.stops and fault.where == "source/a/p.ipynb"
    assert "of an old version, 1" in fault.what
    assert "make a copy" in fault.what and fault.what.endswith("nbgrader update .")
    told = " ".join(course(tmp_path, "doctor").stdout.replace("│", " ").split())
    assert "✗ a: source" in told and "of an old version" in told


def test_a_bad_assignment_stops_no_other(tmp_path: Path) -> None:
    old(tmp_path)
    built = course(tmp_path, "build")
    assert built.returncode == 2
    assert "source/a/p.ipynb: its nbgrader metadata is of an old version" in built.stderr
    assert (tmp_path / "release" / "b" / "p.ipynb").is_file()
    assert "b: 1 tests run outside" in built.stdout


def test_a_test_without_points_is_told_of_and_stops_nothing(tmp_path: Path) -> None:
    source(tmp_path, "a", (ANSWER, ("test", "t", "assert f", 0)))
    (fault,) = source_faults(Assignment(tmp_path, "a"))
    assert not fault.stops
    assert "cell 2 (`t`): is a test of 0 points" in str(fault)
    course(tmp_path, "init")
    done = course(tmp_path, "build")
    assert done.returncode == 0
    assert "is a test of 0 points" in done.stderr


def test_a_folder_without_graded_cells_stops_no_other(root: Path) -> None:
    assert (root / "release" / "lecture" / "p.ipynb").is_file()
    assert (root / "release" / "network" / "p.ipynb").is_file()


def test_what_cannot_work_here_is_said_of_its_cell(root: Path) -> None:
    said = (root / "said.txt").read_text()
    assert "fails: t: will not work: its own solution fails it (AssertionError)" in said
    assert "network: f: will not work: stops with URLError" in said
    assert "file: f: will not work: stops with FileNotFoundError" in said
    assert all(f"stops with {kind}" in said for kind in ("URLError", "FileNotFoundError"))
    lines = [line for line in said.splitlines() if "no network and no files" in line]
    assert {line.partition(":")[0] for line in lines} == {"network", "file"}
    assert "name: f: will not work: stops with NameError" in said
    assert "fine: 1 tests run outside" in said and "fine: t" not in said
    loaded = Course.load(root)
    assert not cell_report(loaded, loaded.assignment("fine")).broken
    assert set(cell_report(loaded, loaded.assignment("network")).broken) == {"f", "t"}


def test_the_check_says_what_to_mend(root: Path) -> None:
    loaded = Course.load(root)
    with Pool(loaded, jobs=1) as pool:
        found = {name: check(loaded, name, pool) for name in ("fine", "fails", "lecture")}
    assert found["fine"] == found["lecture"] == []
    (problem,) = found["fails"]
    assert "t is failed, not passed" in problem.what
    assert problem.mend == "mend the solution or the test"


def test_a_notebook_whose_cells_are_all_marked_as_nothing_is_only_to_be_read(
    tmp_path: Path,
) -> None:
    """An extension of nbgrader's leaves such marks, where a cell was something before."""
    write_notebook(tmp_path / "source" / "a" / "exercise.ipynb", (ANSWER, TEST))
    write_notebook(tmp_path / "source" / "a" / "reading.ipynb", NOTEBOOKS["lecture"])
    path = tmp_path / "source" / "a" / "reading.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    nothing = {"grade": False, "locked": False, "schema_version": 3, "solution": False}
    for cell in notebook["cells"]:
        cell["metadata"] = {"nbgrader": nothing}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert Assignment(tmp_path, "a").notebooks == ("exercise",)
