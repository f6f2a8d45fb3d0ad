"""Exceptions are read, the most exact row counts, and what cannot be used is said."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from autograder.course.times import zone_of
from autograder.errors import CourseError
from autograder.term.exceptions import FILE, Exceptions, read_exceptions, read_extension

HEAD = "student,assignment,what,value,why\n"
BERLIN = zone_of("Europe/Berlin")
UTC = zone_of("UTC")


def read(folder: Path, rows: str) -> Exceptions:
    (folder / FILE).write_text(HEAD + rows, encoding="utf-8")
    return read_exceptions(folder)


def test_no_file_says_nothing(tmp_path: Path) -> None:
    assert not read_exceptions(tmp_path)
    assert read_exceptions(tmp_path).of("ada", "01_sorting").rows == ()


def test_the_most_exact_row_counts(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "ada,01,extension,3 days,ill\n*,01,extension,1 day,storm\nada,*,extension,2 days,\n"
        "ada,02,Late-Days,2,\n*,*,late days,1,\nada,*,late_days,4,\nbob,*,excused,,left\n",
    )
    days = [found.of(*who).extension.days for who in (("ada", "01"), ("bob", "01"), ("ada", "02"))]  # type: ignore[union-attr]
    assert days == [3, 1, 2]
    assert [found.more_days(who) for who in ("ada", "bob")] == [5, 1]
    assert (found.of("ada", "02").late_days, found.of("ada", "01").late_days) == (2, 0)
    assert found.of("bob", "07").excused
    assert not found.of("ada", "01").excused
    assert [row.words for row in found.of("ada", "02").rows] == ["extension 2 days", "late days 2"]
    assert (found.named("01"), found.named("03")) == (None, None)
    assert read(tmp_path, "ada,01,waived,,\n").named("02") == set()


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (
            "ada,01,extention,3 days,",
            "line 2: there is no 'extention': .*did you mean 'extension'?",
        ),
        ("ada,01,extension,3 dys,", "line 2: extension '3 dys': it is neither a time nor a date"),
        ("ada,01,extension,,", "extension '': it is neither .*; write 3 days, or a new due date"),
        ("ada,01,extension,0 days,", "it is none, or too long"),
        ("ada,01,extension,9999 weeks,", "it is none, or too long"),
        ("ada,01,extension,2027-03-08 20:15,", "it has no time zone"),
        ("ada,*,extension,2027-03-08 20:15Z,", "can be the due date of one assignment only"),
        ("ada,01,excused,yes,", "excused takes no value, and has 'yes'"),
        ("ada,01,late days,two,", "late days 'two': it is no number of days; write 2"),
        ("ada,01,late days,-1,", "it is no number of days"),
        (",01,excused,,", r"it names no student; \* is every student"),
        ("ada,,excused,,", r"it names no assignment; \* is every assignment"),
        ("ada,01,excused,,\nada,01,Excused,,", "line 3: line 2 says 'excused' of the same"),
        ("ada,01,x,,\nbob,01,y,,", "line 2: there is no 'x'.*\n  line 3: there is no 'y'"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_line(tmp_path: Path, row: str, why: str) -> None:
    with pytest.raises(CourseError, match=why):
        read(tmp_path, row + "\n")


@pytest.mark.parametrize(
    ("value", "later"),
    [
        ("36 hours", "2027-03-28 09:59"),
        ("3 days", "2027-03-29 20:59"),  # the clock went forward: the time of day stays
        ("1 week", "2027-04-02 20:59"),
        ("1 day 12 hours", "2027-03-28 09:59"),
        ("1 Day, 30 minutes", "2027-03-27 22:29"),
        ("1.5 hours", "2027-03-26 23:29"),
        ("2027-03-30 23:59 Europe/Berlin", "2027-03-30 21:59"),
        ("2027-03-30 23:59+02:00", "2027-03-30 21:59"),
        ("2027-03-01 23:59Z", "2027-03-26 21:59"),  # before the due date: no extension
    ],
)
def test_an_extension_is_counted_by_the_clock_of_the_due_date(value: str, later: str) -> None:
    due = datetime(2027, 3, 26, 21, 59)  # 22:59 in Berlin
    assert BERLIN is not None
    assert due + read_extension(value).beyond(due, BERLIN) == datetime.fromisoformat(later)


def test_further_time_is_as_long_as_it_says() -> None:
    due = datetime(2027, 3, 27, 23, 30)
    assert BERLIN is not None
    assert read_extension("24 hours").beyond(due, BERLIN) == timedelta(hours=24)
    assert read_extension("1 day").beyond(due, BERLIN) == timedelta(hours=23)
