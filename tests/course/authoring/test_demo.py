"""`course demo` keeps out of a course with students of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.authoring.demo import MARKER
from tests.course.support import copy_course, run_tool


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_course(tmp_path / "course", gallery=False)


def state(root: Path) -> dict[str, bytes]:
    """Every file but what Python keeps, and the gradebook: whoever reads it adds what it lacks."""
    paths = (p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    paths = (p for p in paths if not p.name.startswith(("gradebook.db", "register.lock")))
    return {str(path): path.read_bytes() for path in paths}


def refused(root: Path, student: str, where: str) -> None:
    before = state(root)
    done = run_tool(root, "course", "demo", "01_slope")
    assert done.returncode == 2
    assert f"students of its own ({student!r} in {where})" in done.stderr
    assert "Traceback" not in done.stderr
    assert state(root) == before


def test_where_somebody_has_handed_in(root):
    for name in ("ada", "quentin"):  # one is called as an example is
        (root / "submitted" / name / "01_slope").mkdir(parents=True)
    (root / "submitted" / "ada" / MARKER).touch()
    refused(root, "quentin", "submitted/")
    (root / "submitted" / "ada" / MARKER).unlink()
    (root / "submitted" / "quentin" / MARKER).touch()
    refused(root, "ada", "submitted/")


def test_where_the_gradebook_knows_somebody(root):
    (root / "gradebook.db").write_text("not a database, whatever it says")
    done = run_tool(root, "course", "demo", "01_slope")
    assert done.returncode == 2
    assert "see: course doctor" in done.stderr
    (root / "gradebook.db").unlink()
    done = run_tool(root, "nbgrader", "db", "student", "add", "quentin")
    assert done.returncode == 0, done.stderr
    refused(root, "quentin", "the gradebook")
