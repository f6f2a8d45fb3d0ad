"""The Gradescope zip, installed and run as Gradescope would: slow, so it stands here."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from tests.course.support import copy_course, run_tool

NAME = "03_tips"
KINDS = ("right", "wrong", "refused", "blank")
INDEX_AWAY = ("No matching distribution", "Connection", "name resolution")


def notebooks(root: Path) -> dict[str, str]:
    """What four students hand in."""
    assignment = Course.load(root).assignment(NAME)
    right = solved(assignment)
    wrong = {**right, "mse_gradient": right["mse_gradient"].replace("mean(", "sum(")}
    assert wrong != right
    made = {"right": right, "wrong": wrong, "blank": {}}
    texts = {kind: json.dumps(notebook_with(assignment, it)) for kind, it in made.items()}
    return {**texts, "refused": texts["right"][:2000]}


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course in which `course grade` has graded the four."""
    root = copy_course(tmp_path_factory.mktemp("course"))
    for kind, text in notebooks(root).items():
        path = root / "submitted" / kind / NAME / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(text)
    done = run_tool(root, "course", "grade", NAME, "--json", "grades.json")
    assert done.returncode == 0, done.stderr
    done = run_tool(root, "course", "export", "--to", "gradescope", NAME)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="module")
def container(ours: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare folder in place of /autograder, set up by the zip's own setup.sh."""
    root = tmp_path_factory.mktemp("autograder")
    for name in ("source", "submission", "results"):
        (root / name).mkdir()
    metadata = {"assignment": {"title": NAME}, "users": [{"email": "ada@uni.example"}]}
    (root / "submission_metadata.json").write_text(json.dumps(metadata))
    with zipfile.ZipFile(ours / "build" / f"{NAME}-gradescope.zip") as archive:
        archive.extractall(root / "source")
    done = run_script(root, "setup.sh")
    if any(word in done.stderr for word in INDEX_AWAY):
        pytest.skip("setup.sh needs a package index")
    assert done.returncode == 0, done.stderr[-2000:]
    return root


def run_script(root: Path, name: str) -> subprocess.CompletedProcess[str]:
    # pip would compile thousands of files that nothing imports; a "no" is how it is told not to
    environment = {"AUTOGRADER_ROOT": str(root), "PIP_NO_COMPILE": "no"}
    return subprocess.run(
        ["bash", root / "source" / name],
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_points_are_those_of_course_grade(ours: Path, container: Path, kind: str) -> None:
    data = json.loads((ours / "grades.json").read_text())
    grade = {grade["student"]: grade for grade in data["grades"]}[kind]
    (container / "submission" / f"{NAME}.ipynb").write_text(notebooks(ours)[kind])
    done = run_script(container, "run_autograder")
    assert done.returncode == 0, done.stdout + done.stderr
    results = json.loads((container / "results" / "results.json").read_text())
    assert results["score"] == grade["points"]
    assert results["extra_data"]["status"] == grade["status"]
    assert points_of(results) == {
        exercise["name"]: exercise["points"]
        for exercise in grade["exercises"]
        if exercise["status"] != "manual"
    }


def points_of(results: dict[str, Any]) -> dict[str, float]:
    return {test["name"]: test["score"] for test in results["tests"] if "score" in test}
