"""Pages go back to Canvas and Moodle under the names that they gave; and Moodle's worksheet."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.errors import CourseError
from autograder.lms.hand_back import hand_back
from tests.course.support import copy_other_course

NAME = "01_sorting"
CANVAS = (
    "lovelaceada_4711_20815_01_sorting.ipynb",
    "lovelaceada_LATE_4711_20999_01_sorting-1.ipynb",
    "bo_12_31_notes.pdf",
    "cy_13_text.html",
)
MOODLE = (
    "Ada Lovelace_100001_assignsubmission_file/01_sorting.ipynb",
    "Kim Lee_100002_assignsubmission_file_01_sorting.ipynb",
    "Kim Lee_100003_assignsubmission_file/01_sorting.ipynb",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_other_course(tmp_path / "course")


def pages(root: Path, *students: str) -> None:
    for student in students:
        folder = root / "feedback" / student / NAME
        folder.mkdir(parents=True)
        (folder / f"{NAME}.html").write_text(f"of {student}")


def download(root: Path, *names: str) -> Path:
    path = root / "downloaded" / NAME / "archive" / "submissions.zip"
    path.parent.mkdir(parents=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "work")
    return path


def made(root: Path, platform: str) -> tuple[dict[str, str], dict[str, str]]:
    here = Course.load(root)
    done = hand_back(here, here.assignment(NAME), platform)
    with zipfile.ZipFile(done.path) as archive:
        content = {name: archive.read(name).decode() for name in archive.namelist()}
    assert done.pages == len(content)
    return content, dict(done.left_out)


def test_canvas_finds_user_and_file_in_each_name(root: Path) -> None:
    pages(root, "4711", "12", "13", "99")
    download(root, *CANVAS)
    content, left_out = made(root, "canvas")
    assert content == {
        "lovelaceada_LATE_4711_20999_01_sorting.html": "of 4711",
        "bo_12_31_01_sorting.html": "of 12",
    }
    assert set(left_out) == {"13", "99"}


def test_moodle_finds_the_participant_in_each_folder(root: Path) -> None:
    pages(root, "Ada Lovelace", "Kim Lee_100002", "Kim Lee_100003", "Zoe")
    download(root, *MOODLE)
    content, left_out = made(root, "moodle")
    assert content == {
        "Ada Lovelace_100001_assignsubmission_file/01_sorting.html": "of Ada Lovelace",
        "Kim Lee_100002_assignsubmission_file/01_sorting.html": "of Kim Lee_100002",
        "Kim Lee_100003_assignsubmission_file/01_sorting.html": "of Kim Lee_100003",
    }
    assert left_out == {"Zoe": "is not in the download of Moodle"}


def test_what_is_missing_is_said(root: Path) -> None:
    with pytest.raises(CourseError, match="no pages of 01_sorting; course feedback 01_sorting"):
        made(root, "canvas")
    pages(root, "4711")
    with pytest.raises(CourseError, match="holds no download of Canvas"):
        made(root, "canvas")
    path = download(root, *MOODLE)
    with pytest.raises(CourseError, match="holds no download of Canvas"):
        made(root, "canvas")
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(CourseError, match="it is damaged"):
        made(root, "moodle")
    assert not list(root.glob("build/*"))
