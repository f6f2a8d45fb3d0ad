"""Moodle's grading worksheet comes back with our scores, and with nothing else changed."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import click.testing
import pytest

from autograder.cli import main
from autograder.errors import CourseError
from autograder.exports.moodle import as_moodle, read_worksheet
from autograder.exports.platform_file import Upload
from autograder.gradebook import Row
from tests.course.support import ROOT

HEAD = (
    '\ufeffIdentifier,"Full name","Email address",Status,Grade,"Maximum Grade",'
    '"Grade can be changed","Last modified (grade)","Feedback comments"\n'
)
SHEET = HEAD + (
    '"Participant 100001","Ada Lovelace",ada@uni.example,Submitted,,25.00,Yes,-,\n'
    '"Participant 100002","Kim Lee",kim@uni.example,Submitted,3,25.00,Yes,"Monday, 1 March",hi\n'
    '"Participant 100003","Kim Lee",lee@uni.example,Submitted,,25.00,Yes,-,\n'
)


def row(student: str, score: float = 21.5, **more: Any) -> Row:
    usual = {"late_penalty": 0.0, "needs_person": False, "flagged": False}
    return Row(student, None, score, 25.0, **(usual | more), exercises={})


def made(folder: Path, *rows: Row, sheet: str = SHEET, provisional: bool = False) -> Upload:
    path = folder / "worksheet.csv"
    path.write_text(sheet, "utf-8")
    return as_moodle(rows, read_worksheet(path), provisional=provisional)


def test_scores_stand_in_moodles_own_rows(tmp_path: Path) -> None:
    rows = (
        row("ada lovelace", 20.0, late_penalty=1.5),
        row("Kim Lee_100002", 7.25),
        row("lee@uni.example"),
    )
    found = list(csv.DictReader(made(tmp_path, *rows).text.splitlines()))
    assert [(one["Identifier"], one["Grade"]) for one in found] == [
        ("Participant 100001", "18.5"),
        ("Participant 100002", "7.25"),
        ("Participant 100003", "21.5"),
    ]
    assert found[1]["Last modified (grade)"] == "Monday, 1 March"
    assert found[1]["Feedback comments"] == "hi"


def test_who_waits_or_is_not_there_is_left_out_and_named(tmp_path: Path) -> None:
    rows = (
        row("Ada Lovelace", needs_person=True),
        row("kim@uni.example", unknown=frozenset({"x"})),
        row("Kim Lee"),  # one of two
    )
    found = made(tmp_path, *rows)
    assert found.waiting == ("Ada Lovelace", "kim@uni.example")
    assert found.strangers == ("Kim Lee",)
    assert len(found.text.splitlines()) == 1
    assert made(tmp_path, *rows, provisional=True).waiting == ("kim@uni.example",)


@pytest.mark.parametrize(
    ("sheet", "score", "why"),
    [
        (SHEET, 26.0, "has 26 points, and Moodle's maximum is 25; set it to 25 or more"),
        (SHEET.replace("Identifier", "Teilnehmer"), 1.0, "no column 'Identifier'"),
        (HEAD, 1.0, "the worksheet knows none of"),
    ],
)
def test_what_moodle_would_not_take_is_said(
    tmp_path: Path, sheet: str, score: float, why: str
) -> None:
    with pytest.raises(CourseError, match=why):
        made(tmp_path, row("Ada Lovelace", score), sheet=sheet)


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="cannot be read: No such file"):
        read_worksheet(tmp_path / "none.csv")
    (tmp_path / "odd.csv").write_bytes(b"PK\x03\x04\x00")
    with pytest.raises(CourseError, match=r"worksheet cannot be read: .*odd.csv is no text"):
        read_worksheet(tmp_path / "odd.csv")


def test_without_a_worksheet_the_command_says_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = click.testing.CliRunner().invoke(main, ["export", "--to", "moodle", "03_tips"])
    assert done.exit_code == 2
    assert "Download grading worksheet" in done.output
