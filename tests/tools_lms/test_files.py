"""Files of Canvas, Moodle and Gradescope, exchanged with public programs: make test-lms.

Each is of the package index, at the version in requirements.txt. Nothing there reads pages that go
back to Canvas or Moodle, a term for Moodle's import of grades, or several students of one name;
tests/course/lms and tests/course/exports compare those with the platforms' published sources.
"""

from __future__ import annotations

import json
import math
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from autograder.course import Course
from autograder.exports.canvas import as_canvas, read_roster
from autograder.exports.gradescope import as_results
from autograder.exports.moodle import as_moodle, read_worksheet
from autograder.lms.hand_back import hand_back
from autograder.report.term_upload import term_for_canvas
from tests.course.exports.platforms import canvas_reads, moodle_reads
from tests.course.exports.test_by_platforms import EXCUSED, SORTING, STANDS, row, term
from tests.course.exports.test_exports import MANUAL, PARTIAL, SETTINGS, a_grade
from tests.course.support import ROOT, copy_other_course

PYTHON = ROOT / ".venv-lms" / "bin" / "python"
PROGRAMS = Path(__file__).with_name("programs.py")

pytestmark = pytest.mark.skipif(not PYTHON.exists(), reason="make .venv-lms/.ready")


def program(*call: Any) -> tuple[str, Any]:
    """Return what a function of programs.py printed, and what it returned."""
    done = subprocess.run(
        [PYTHON, PROGRAMS, json.dumps(call)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    shown, _, made = done.stdout.rstrip("\n").rpartition("\n")
    return shown, json.loads(made)


@pytest.fixture
def canvas(tmp_path: Path) -> Path:
    path = tmp_path / "canvas.csv"
    path.write_text(STANDS, "utf-8")
    return path


# --- Canvas, the gradebook: finalgrade


def test_finalgrade_reads_an_assignment_for_canvas(canvas: Path, tmp_path: Path) -> None:
    rows = [
        row("ada@uni", 6.25, late_penalty=1),
        row("S-2", 2.0),
        row("103", 0.0, about=EXCUSED),
        row("9999", 7.0),  # the test student, whom they leave out
    ]
    made = tmp_path / "upload.csv"
    made.write_text(as_canvas(SORTING, rows, read_roster(canvas)).text, "utf-8")
    _, read = program("finalgrade_reads", str(made))
    assert read["points"] == {"01_sorting": 7}
    (ada, jo, zoe) = (read["scores"][who]["01_sorting"] for who in ("ada@uni", "jo@uni", "zoe@uni"))
    assert (ada, jo) == (5.25, 2)
    assert math.isnan(zoe), "excused"
    assert list(read["sections"].values()) == ["b", "b, evening", "a"]


def test_finalgrade_reads_a_term_for_canvas(canvas: Path, tmp_path: Path) -> None:
    made = tmp_path / "upload.csv"
    made.write_text(term_for_canvas(term(best=2), read_roster(canvas)).text, "utf-8")
    _, read = program("finalgrade_reads", str(made))
    assert read["points"] == {"01_sorting": 7, "02_trees": 10, "03_new": 10, "total": 100}
    assert read["scores"]["ada@uni"] == {
        "01_sorting": 7,
        "02_trees": 5,
        "03_new": 0,
        "total": 70.59,
    }
    assert read["handed in"]["ada@uni"]["03_new"] is False, "no grade, rather than a zero"


def test_a_gradebook_that_finalgrade_wrote_is_read(canvas: Path) -> None:
    """pandas writes it: 101 is 101.0 there, since the row of the maxima has no id."""
    export = STANDS.replace("SIS User ID,SIS Login ID,Integration ID", "SIS User ID,SIS Login ID")
    lines = [",".join(export.splitlines()[0].split(",")[:6])]
    lines += [
        "    Points Possible,,,,,",
        '"Lovelace, Ada",101,S-1,ada@uni,B,',
        '"Bell, Jo",102,S-2,jo@uni,"A and B",',
        '"Student, Test",9999,,4f2a,A,',
    ]
    canvas.write_text("\n".join(lines) + "\n", "utf-8")
    _, text = program("finalgrade_writes", str(canvas), {"S-1": 0.5, "S-2": 0.75})
    canvas.write_text(text, "utf-8")
    roster = read_roster(canvas)
    made = as_canvas(SORTING, [row("ada@uni", 3.0), row("jo@uni", 4.0)], roster)
    grades = canvas_reads(made.text).grades
    assert {who: cells["01_sorting"] for who, cells in grades.items()} == {"101": "3", "102": "4"}


# --- Canvas, downloads and pages that go back: otter-grader


def test_otter_finds_the_same_people_in_pages_that_go_back(tmp_path: Path) -> None:
    root = copy_other_course(tmp_path / "course")
    names = {
        "lovelaceada_4711_20815_01_sorting.ipynb": "4711",
        "belljo_LATE_12_31_01_sorting-2.ipynb": "12",
        "wuchen_13_77_notes.pdf": "13",
    }
    archive = root / "downloaded" / "01_sorting" / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "submissions.zip", "w") as made:
        for name in names:
            made.writestr(name, "work")
    for student in names.values():
        page = root / "feedback" / student / "01_sorting" / "01_sorting.html"
        page.parent.mkdir(parents=True)
        page.write_text(student)
    course = Course.load(root)
    back = hand_back(course, course.assignment("01_sorting"), "canvas").path
    people = []
    for zipped in (archive / "submissions.zip", back):
        folder = tmp_path / zipped.stem
        zipfile.ZipFile(zipped).extractall(folder)
        _, found = program("otter_finds", str(folder))
        people.append(sorted(found.values()))
        if zipped == back:
            told = {who: (folder / name).read_text() for name, who in found.items()}
    assert people[0] == people[1] == ["belljo", "lovelaceada", "wuchen"]
    assert told == {"lovelaceada": "4711", "belljo": "12", "wuchen": "13"}


# --- Moodle, the grading worksheet: worksheet-grading


GROUPS = """\
Identifier,Full name,Email address,Status,Group,Grade,Maximum Grade,Grade can be changed,\
Last modified (submission),Last modified (grade),Feedback comments
Participant 7,Ada Lovelace,ada@uni,Submitted for grading,Team 1,,7.00,Yes,-,-,
Participant 8,Pat O'Neil,pat@uni,Submitted for grading,Team 1,,7.00,Yes,-,-,
Participant 9,Jo Ann Bell,jo@uni,Submitted for grading,Team 2,3.50,7.00,Yes,-,-,hi
"""


def test_a_worksheet_goes_to_worksheet_grading_and_back(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(GROUPS, "utf-8")
    _, text = program("worksheet_grading_writes", str(path), {"Team 1": 6.5, "Team 2": 1}, 7)
    path.write_text(text, "utf-8")
    assert moodle_reads(text, 7.0, (7, 8, 9)) == {7: 6.5, 8: 6.5, 9: 1}
    made = as_moodle([row("Ada Lovelace", 5.25), row("Jo Ann Bell", 2.0)], read_worksheet(path))
    assert moodle_reads(made.text, 7.0, (7, 8, 9)) == {7: 5.25, 9: 2.0}
    path.write_text(made.text, "utf-8")
    _, text = program("worksheet_grading_writes", str(path), {"Team 2": 6}, 7)
    assert moodle_reads(text, 7.0, (7, 8, 9)) == {9: 6}


# --- Gradescope: gslocal, which runs an autograder's image and shows its results


def test_gslocal_shows_our_results(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    path.write_text(json.dumps(as_results(a_grade(PARTIAL, MANUAL), SETTINGS)), "utf-8")
    shown, _ = program("gslocal_shows", str(path))
    assert "1.00 / 2.00" in shown
    assert "It grows. Why?" in shown
