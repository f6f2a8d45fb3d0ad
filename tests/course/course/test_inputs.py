"""What a grade depends on: one list, for its key, a cluster's bundle and Gradescope's zip."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from autograder.cluster.bundle import pack
from autograder.course import Course
from autograder.course.inputs import files_of, hashes_of
from autograder.exports.gradescope.bundle import bundle
from autograder.exports.gradescope.results import Settings
from tests.course.support import run_tool

LESSON, OTHER = "03_tips", "02_one_step"


def changed(root: Path, path: str, lesson: str) -> set[str]:
    """The parts of a lesson's key that differ after a file has changed by a line."""
    before = hashes_of(root, lesson)
    file = root / path
    file.parent.mkdir(exist_ok=True)
    old = file.read_text("utf-8") if file.exists() else ""
    file.write_text(f"{old}\n# another line\n", encoding="utf-8")
    return {part for part, digest in hashes_of(root, lesson).items() if before[part] != digest}


@pytest.mark.parametrize(
    ("path", "here", "elsewhere"),
    [
        ("tests/hidden/03_tips/words.toml", {"hidden tests"}, set()),
        ("tests/hidden/03_tips/mistakes/tips.py", {"hidden tests"}, set()),
        ("tests/hidden/03_tips/pictures.py", {"hidden tests"}, set()),
        ("tests/hidden/common/gradients.py", {"hidden tests"}, {"hidden tests"}),
        ("tests/hidden/helpers.py", {"hidden tests"}, {"hidden tests"}),
        ("tests/hidden/shares.toml", {"hidden tests"}, {"hidden tests"}),
        ("solutions/tips.py", {"solutions"}, {"solutions"}),
        ("source/03_tips/tips.csv", {"solutions"}, {"solutions"}),
        ("release/03_tips/tips.csv", {"release"}, set()),
        ("tests/hidden/03_tips/rubric.md", set(), set()),
    ],
)
def test_a_change_reaches_the_lessons_that_read_it(
    course_root: Path, path: str, here: set[str], elsewhere: set[str]
) -> None:
    """A sentence of one lesson grades that lesson anew, and no other."""
    assert changed(course_root, path, LESSON) == here
    assert changed(course_root, path, OTHER) == elsewhere


def test_a_cluster_and_gradescope_get_all_of_it(course_root: Path) -> None:
    (course_root / "tests/hidden/helpers.py").write_text("SHARED = 1\n")
    course = Course.load(course_root)
    assignment = course.assignment(LESSON)
    wanted = {path.relative_to(course_root).as_posix() for path in files_of(course_root, LESSON)}
    assert {"tests/hidden/helpers.py", "source/03_tips/tips.csv", "solutions/tips.py"} <= wanted
    for made in (pack(course, assignment), bundle(course, assignment, Settings(LESSON))):
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            assert wanted <= set(archive.namelist())
            assert not [n for n in archive.namelist() if n.startswith(f"tests/hidden/{OTHER}")]


def test_a_misspelt_mistake_in_the_table_of_shares_is_one_line(course_root: Path) -> None:
    table = course_root / "tests" / "hidden" / "shares.toml"
    table.write_text(table.read_text() + "missing_maen = 0.1\n")
    done = run_tool(course_root, "course", "grade", LESSON)
    assert done.returncode == 2
    assert "no mistake is called 'missing_maen'; did you mean missing_mean?" in done.stderr
    assert len(done.stderr.splitlines()) == 1
