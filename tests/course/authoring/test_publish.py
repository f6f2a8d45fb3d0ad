"""What students are given stands alone, gives nothing away, and is written again without loss."""

from __future__ import annotations

import contextlib
import json
import os
import zipfile
from importlib.metadata import version
from pathlib import Path

import click.testing
import pytest

from autograder.authoring.build import build
from autograder.authoring.publish import LIST, requirements
from autograder.cli import main
from autograder.course import Course
from autograder.files import all_files
from tests.course.support.small_class import NAME, copy_other_course

CANARY = "canary_{}_3f9a"
DUE = f'c.Course.due_dates = {{"{NAME}": "2027-03-08 23:59 Europe/Berlin"}}\n'
ANSWER = "return [item for item, place in zip(items, range(len(items))) if place + 1 - 1 == 0]"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copy_other_course(tmp_path / "course")
    with (root / "course_config.py").open("a", encoding="utf-8") as config:
        config.write(DUE)
    return root


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("given") / "students"


def content(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def publish(root: Path, folder: Path, *more: str, code: int = 0) -> str:
    with contextlib.chdir(root):
        done = click.testing.CliRunner().invoke(main, ["publish", str(folder), *more])
    assert done.exit_code == code, done.output
    return " ".join(done.output.split())


def build_again(root: Path) -> None:
    build(Course.load(root), NAME)


def test_no_byte_comes_from_solutions_or_hidden_tests(course_root: Path, folder: Path) -> None:
    secret = [*course_root.glob("solutions/*.py"), *all_files(course_root / "tests" / "hidden")]
    canaries = []
    for number, path in enumerate(path for path in secret if path.suffix in (".py", ".md")):
        canaries.append(CANARY.format(number))
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n\n# {canaries[-1]}\n")
    for path in sorted(course_root.glob("source/*/*.ipynb")):
        notebook = json.loads(path.read_text("utf-8"))
        for cell in notebook["cells"]:
            text = "".join(cell["source"])
            if "### BEGIN SOLUTION\n" in text:
                canaries.append(CANARY.format(f"{path.stem}_{cell['id']}"))
                cell["source"] = text.replace(
                    "### BEGIN SOLUTION\n", f"### BEGIN SOLUTION\n# {canaries[-1]}\n"
                ).splitlines(keepends=True)
        path.write_text(json.dumps(notebook, indent=1), "utf-8")
    assert len(canaries) > 40, "of six lessons: modules, tests, model answers"

    publish(course_root, folder, "--zip")
    given = content(folder), unpacked(folder.with_name("students.zip"))
    assert given[1] == {f"students/{name}": data for name, data in given[0].items()}
    assert len([name for name in given[0] if name.endswith(".ipynb")]) == 6
    for name, data in given[0].items():
        assert not [one for one in canaries if one.encode() in data], name


def test_the_folder_says_how_to_begin(root: Path, folder: Path) -> None:
    (root / "LICENSE").write_text("Do what you like.\n")
    publish(root, folder)
    given = content(folder)
    assert given.keys() == {
        *(
            "README.md",
            "nbgrader_config.py",
            "requirements.txt",
            "LICENSE",
            LIST,
            f"{NAME}/{NAME}.ipynb",
        )
    }
    released = root / "release" / NAME / f"{NAME}.ipynb"
    assert given[f"{NAME}/{NAME}.ipynb"] == released.read_bytes()
    readme = given["README.md"].decode()
    assert f"]({NAME}/{NAME}.ipynb) | 2027-03-08 23:59 Europe/Berlin |" in readme
    assert f".venv/bin/nbgrader validate {NAME}/{NAME}.ipynb" in readme
    pinned = given["requirements.txt"].decode().split()
    assert {f"{name}=={version(name)}" for name in ("nbgrader", "jupyterlab")} <= {*pinned}


def test_what_the_notebooks_import_is_pinned() -> None:
    cells = [
        "%matplotlib inline\nimport pandas as pd\nfrom PIL import Image",
        "import json, numpy.linalg\nfrom helper import draw\nfrom . import other",
        "try:\n    import not_installed_here\nexcept ImportError:\n    pass",
    ]
    notebook = {"cells": [{"cell_type": "code", "source": text, "metadata": {}} for text in cells]}
    files = {
        "a/a.ipynb": json.dumps(notebook).encode(),
        "a/helper.py": b"import seaborn\n",
        "a/data.csv": b"import scipy\n",
    }
    found = {line.partition("==")[0] for line in requirements(files)}
    assert found == {
        *("ipykernel", "jupyterlab", "nbgrader"),
        *("numpy", "pandas", "pillow", "seaborn"),
    }


def test_again_it_is_brought_up_to_date_and_what_is_not_ours_stays(
    root: Path, folder: Path
) -> None:
    (root / "source" / NAME / "numbers.csv").write_text("1,2,3\n")
    build_again(root)
    publish(root, folder, "--zip")
    (folder / "CODE_OF_CONDUCT.md").write_text("Be kind.")
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.name != LIST}
    packed = folder.with_name("students.zip").read_bytes()
    publish(root, folder, "--zip", NAME)
    after = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.name != LIST}
    assert {path for path in after if path.is_file()} == {p for p in before if p.is_file()}
    assert all(after[path] == before[path] for path in after if path.is_file())
    assert folder.with_name("students.zip").read_bytes() == packed

    (root / "source" / NAME / "numbers.csv").unlink()
    build_again(root)
    publish(root, folder)
    assert not (folder / NAME / "numbers.csv").exists()
    assert (folder / "CODE_OF_CONDUCT.md").read_text() == "Be kind."

    (folder / "README.md").write_text("My own words.")
    assert "README.md: somebody has changed it" in publish(root, folder, code=2)
    assert (folder / "README.md").read_text() == "My own words."


def test_what_gives_something_away_is_not_given(root: Path, folder: Path) -> None:
    test = next((root / "tests" / "hidden" / NAME).glob("test_*.py"))
    test.write_text(test.read_text("utf-8") + f"\n\ndef other(items):\n    {ANSWER}\n")
    leak = root / "release" / NAME / "notes.txt"
    leak.write_text(f"def first(items):\n    {ANSWER}\n")
    said = publish(root, folder, code=1)
    assert "hidden" in said
    leak.unlink()
    notebook = root / "release" / NAME / f"{NAME}.ipynb"
    good = notebook.read_bytes()
    notebook.write_bytes(good.replace(b'"cells"', b' "cells"', 1))
    assert "is not what source/" in publish(root, folder, code=1)
    notebook.write_bytes(good)
    (root / "LICENSE").write_text(f"def first(items):\n    {ANSWER}\n")
    assert "LICENSE would give something of" in publish(root, folder, code=2)
    assert not folder.exists()


def test_places_that_are_not_ours(root: Path, folder: Path) -> None:
    for place in (root, root / "release", root / "source" / "given"):
        assert "is in the course, which is private" in publish(root, place, code=2)
    folder.mkdir()
    (folder / "thesis.tex").write_text("three years")
    assert "holds something else (thesis.tex)" in publish(root, folder, code=2)
    (folder / "thesis.tex").unlink()
    with zipfile.ZipFile(folder.with_name("students.zip"), "w") as archive:
        archive.writestr("thesis.tex", "three years")
    assert "students.zip: is not ours" in publish(root, folder, "--zip", code=2)
    assert unpacked(folder.with_name("students.zip")) == {"thesis.tex": b"three years"}
    os.makedirs(root / "build", exist_ok=True)
    publish(root, root / "build" / "students", "--zip")
