"""Pages go back to Canvas and Moodle under the names that they gave; and Moodle's worksheet."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.errors import CourseError
from autograder.lms.hand_back import hand_back
from tests.course.lms.archives import packed
from tests.course.lms.platforms import canvas_takes, moodle_takes
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
    assert left_out["99"] == "is not in the download of Canvas"
    assert left_out["13"].startswith("handed in no file, and can be given none back")
    assert len(left_out) == 2


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


def test_both_platforms_find_again_whose_each_page_is(root: Path) -> None:
    """By their own published rules: see `canvas_takes` and `moodle_takes`."""
    pages(root, "4711", "12", "anon_a1B2c", "Ada Lovelace", "Kim Lee_100002", "Ana_Q")
    download(
        root, *CANVAS, "LATE_anon_a1B2c_77_x.ipynb", "Ana_Q_5_assignsubmission_file/x", *MOODLE
    )
    taken = [canvas_takes(name) for name in made(root, "canvas")[0]]
    assert taken == [("12", "31"), ("4711", "20999"), ("a1B2c", "77")]
    taken = [moodle_takes(name) for name in made(root, "moodle")[0]]
    assert taken == [
        (100001, "01_sorting.html"),
        (5, "01_sorting.html"),
        (100002, "01_sorting.html"),
    ]


def test_a_page_never_goes_to_a_namesake(root: Path) -> None:
    """Kim Lee was alone in the first download; now there are two."""
    pages(root, "Kim Lee", "Kim Lee_100003")
    download(root, *MOODLE)
    content, left_out = made(root, "moodle")
    assert list(content.values()) == ["of Kim Lee_100003"]
    assert set(left_out) == {"Kim Lee"}


def test_what_a_student_packed_names_nobody(root: Path) -> None:
    """An archive of Bo's, unpacked from the download by hand, would send Zoe's page to number 2."""
    pages(root, "Zoe", "Bo")
    folder = root / "downloaded" / NAME / "archive" / "Bo_1_assignsubmission_file"
    folder.mkdir(parents=True)
    (folder / "work.zip").write_bytes(packed(("Zoe_2_assignsubmission_file/x.ipynb", "x")))
    content, left_out = made(root, "moodle")
    assert content == {"Bo_1_assignsubmission_file/01_sorting.html": "of Bo"}
    assert set(left_out) == {"Zoe"}


def test_pages_are_found_by_the_ids_of_the_class_list(root: Path) -> None:
    columns = "id,first_name,last_name,lms_user_id,group"
    rows = "ada@uni,Ada,Lovelace,4711,", "pat@uni,Pat,O'Neil,,", "bo@uni,Bo,B,,Team_1"
    (root / "students.csv").write_text("\n".join((columns, *rows)))
    pages(root, "ada@uni", "pat@uni", "bo@uni")
    names = ("Pat ONeil_7_assignsubmission_file/x", "Team 1_17_assignsubmission_file/x")
    download(root, *CANVAS, *names)
    assert list(made(root, "canvas")[0]) == ["lovelaceada_LATE_4711_20999_01_sorting.html"]
    assert made(root, "moodle")[0] == {
        "Pat ONeil_7_assignsubmission_file/01_sorting.html": "of pat@uni",
        "Team 1_17_assignsubmission_file/01_sorting.html": "of bo@uni",
    }
