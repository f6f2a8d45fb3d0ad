"""Moments in every zone that nbgrader writes them in, and days counted where they are due."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.course.times import FORM, in_utc, read_moment
from autograder.errors import CourseError
from autograder.intake import arrival, read_timestamp
from autograder.term.exceptions import read_extension
from tests.course.support import copy_course, run_tool

LESSON = "01_slope"


@pytest.mark.parametrize(
    ("written", "zone", "utc"),
    [
        ("2027-02-23 01:30:00.000000 CET", "Europe/Berlin", "2027-02-23 00:30"),
        ("2027-07-01 01:30:00.000000 CEST", "Europe/Berlin", "2027-06-30 23:30"),
        # the hour that the clock shows twice
        ("2026-10-25 02:30:00.000000 CEST", "Europe/Berlin", "2026-10-25 00:30"),
        ("2026-10-25 02:30:00.000000 CET", "Europe/Berlin", "2026-10-25 01:30"),
        ("2027-02-22 20:00:00.000000 PST", "America/Los_Angeles", "2027-02-23 04:00"),
        ("2026-11-01 01:30:00.000000 PDT", "America/Los_Angeles", "2026-11-01 08:30"),
        ("2026-11-01 01:30:00.000000 PST", "America/Los_Angeles", "2026-11-01 09:30"),
        ("2027-02-23 01:30:00.000000 IST", "Asia/Kolkata", "2027-02-22 20:00"),
        ("2027-02-23 01:30:00.000000 IST", "Asia/Jerusalem", "2027-02-22 23:30"),
        ("2027-02-23 01:30:00.000000 CST", "Asia/Shanghai", "2027-02-22 17:30"),
        ("2027-02-23 01:30:00.000000 CST", "America/Chicago", "2027-02-23 07:30"),
        ("2027-02-23 01:30:00.000000 +0545", "Asia/Kathmandu", "2027-02-22 19:45"),
        ("2027-02-23 01:30:00.000000 -03", "America/Sao_Paulo", "2027-02-23 04:30"),
        ("2027-02-23 00:30:00 +01:00", "UTC", "2027-02-22 23:30"),
        ("2027-02-23 00:30:00 -0330", "UTC", "2027-02-23 04:00"),
        ("2027-02-23T00:30Z", "Europe/Berlin", "2027-02-23 00:30"),
        ("2027-02-23 00:30:00 GMT", "Europe/Berlin", "2027-02-23 00:30"),
        ("2027-02-23 00:30:00 America/Argentina/Buenos_Aires", "UTC", "2027-02-23 03:30"),
    ],
)
def test_a_moment_is_read_in_its_zone(tmp_path: Path, written: str, zone: str, utc: str) -> None:
    (tmp_path / "timestamp.txt").write_text(written)
    assert read_timestamp(tmp_path, zone) == datetime.fromisoformat(utc)


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("2027-02-22 20:00:00.000000 PST", "UTC"),
        ("2027-02-23 01:30:00.000000 CEST", "Europe/Berlin"),  # in winter nobody writes that
        ("2027-02-23 01:30:00.000000 CEST", "America/New_York"),
        ("2027-02-23 01:30:00.000000 IST", "UTC"),
        ("2027-02-23 01:30:00 EST", "Europe/Berlin"),
        ("2027-02-23 01:30:00 PST extra", "America/Los_Angeles"),
        ("2027-02-23 01:30:00 +99:00", "UTC"),
        ("2027-02-23 01:30:00 +01:75", "UTC"),
        ("2027-02-23 01:30:00 Nowhere/Town", "UTC"),
        ("2027-02-23 01:30:00 ../../etc/localtime", "UTC"),
        ("2027-02-23 01:30:00 /etc/localtime", "UTC"),
        ("2027-02-23 00:30:00", "UTC"),
        ("2027-02-23 00:30:00", "Europe/Berlin"),
        ("2027-02-23 24:30:00 UTC", "UTC"),
        ("2027-02-29 20:30:00 UTC", "UTC"),
        ("0001-01-01 00:00:00 +01:00", "UTC"),
        ("9999-12-31 23:59:59 -01:00", "UTC"),
        ("2027-03-08 20:15 UTC 999999999999999999999999999999999.5h", "UTC"),
        ("2027-02-23 01:30:00 PM UTC", "UTC"),
        ("٢٠٢٧-02-23 01:30:00 UTC", "UTC"),
        ("2027-02-23 01:30:00 PST", "No/Zone"),
    ],
)
def test_what_is_not_known_for_sure_is_told(tmp_path: Path, written: str, zone: str) -> None:
    (tmp_path / "timestamp.txt").write_text(written, encoding="utf-8")
    when, told = arrival(tmp_path, zone)
    assert when is None
    assert "it is not known when this came in" in told
    assert "c.Exchange.timezone" in told


def course_due(due: str, **settings: float) -> Course:
    return Course(due_dates={LESSON: due}, **settings)


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("2026-10-24 21:59", 0),
        ("2026-10-24 22:15", 0),  # what is late by less than the grace
        ("2026-10-24 22:15:01", 1),
        ("2026-10-25 23:15", 1),  # 25 hours later: the clock went back in the night
        ("2026-10-25 23:15:01", 2),
        ("2026-10-26 23:15", 2),
    ],
)
def test_a_day_late_is_a_day_where_it_is_due(when: str, days: int) -> None:
    """Due on the last evening of summer time."""
    course = course_due("2026-10-25 00:00 Europe/Berlin", late_grace_minutes=15)
    due = course.due(LESSON)
    assert str(due) == "2026-10-24 22:00:00"
    assert course.days_late(LESSON, datetime.fromisoformat(when), due) == days


def test_a_day_of_23_hours_is_a_day() -> None:
    course = course_due("2027-03-27 23:59 Europe/Berlin", late_grace_minutes=0)
    due = course.due(LESSON)
    assert course.days_late(LESSON, datetime(2027, 3, 28, 21, 59), due) == 1
    assert course.days_late(LESSON, datetime(2027, 3, 28, 21, 59, 1), due) == 2


@pytest.mark.parametrize(
    ("due", "utc"),
    [
        ("2026-12-01 23:59 Europe/Zurich", "2026-12-01 22:59"),
        ("2026-07-01 23:59 Europe/Zurich", "2026-07-01 21:59"),
        ("2026-12-01 23:59 America/New_York", "2026-12-02 04:59"),
        ("2026-12-01 23:59 UTC", "2026-12-01 23:59"),
        ("2026-12-01 23:59 utc", "2026-12-01 23:59"),
        ("2026-12-01 23:59 Z", "2026-12-01 23:59"),
        ("2026-12-01 23:59Z", "2026-12-01 23:59"),
        ("2026-12-01T23:59:00+01:00", "2026-12-01 22:59"),
        ("2026-12-01T23:59:00.000Z", "2026-12-01 23:59"),
        ("2026-12-01 23:59 +0530", "2026-12-01 18:29"),
    ],
)
def test_a_due_date_is_read_in_its_zone(tmp_path: Path, due: str, utc: str) -> None:
    config = f"c = get_config()\nc.Course.due_dates = {{{LESSON!r}: {due!r}}}\n"
    (tmp_path / "course_config.py").write_text(config)
    assert Course.load(tmp_path).due(LESSON) == datetime.fromisoformat(utc)


@pytest.mark.parametrize(
    ("due", "says"),
    [
        ("2027-02-31 23:59Z", "day"),
        ("next Monday", "no date with a time of day"),
        ("2027-02-22", "no date with a time of day"),
        ("2027-02-22 23:59", "has no time zone; write '2027-02-22 23:59Z'"),
        ("2027-02-22 23:59 CET", "its zone 'CET' is not known for sure"),
        ("2027-02-22 23:59 EST", "its zone 'EST' is not known for sure"),
        ("2027-02-22 23:59 UTC+1", "its zone 'UTC+1' is not known for sure"),
        ("2027-02-22 11:59 PM", "its zone 'PM' is not known for sure"),
        ("2027-02-22 23:59 Mars/Base", "its zone 'Mars/Base'"),
    ],
)
def test_a_bad_due_date_is_one_line(tmp_path: Path, due: str, says: str) -> None:
    config = f"c = get_config()\nc.Course.due_dates = {{{LESSON!r}: {due!r}}}\n"
    (tmp_path / "course_config.py").write_text(config)
    with pytest.raises(CourseError) as caught:
        Course.load(tmp_path)
    said = str(caught.value)
    assert f"due_dates[{LESSON!r}] = {due!r}" in said
    assert says in said
    assert FORM in said
    assert "\n" not in said


def test_the_forms_that_our_words_propose_are_read() -> None:
    for form in (FORM, "2027-02-22 23:59Z", "2027-03-08 20:15:00 UTC"):
        assert in_utc(read_moment(form)).year == 2027


# --- handed in by nbgrader itself, with a clock of ours

CLOCK = """
import datetime as real
import types
import nbgrader.exchange.abc.exchange as exchange

class Clock(real.datetime):
    @classmethod
    def now(cls, tz=None):
        moment = real.datetime.fromisoformat({now!r})
        return moment.astimezone(tz)

exchange.datetime = types.SimpleNamespace(datetime=Clock)
c = get_config()
c.CourseDirectory.course_id = "gradient-descent"
c.Exchange.root = {exchange!r}
c.Exchange.cache = {cache!r}
c.Exchange.timezone = {zone!r}
"""


@pytest.mark.parametrize(
    ("zone", "moments"),
    [
        ("America/Los_Angeles", ("2026-11-01 08:30:00", "2026-11-01 09:30:00")),
        ("Europe/Berlin", ("2026-10-25 00:30:00", "2026-10-25 01:30:00")),
        ("Asia/Kolkata", ("2027-02-22 20:00:00",)),
    ],
)
def test_what_nbgrader_submits_and_collects_has_its_time(
    tmp_path: Path, zone: str, moments: tuple[str, ...]
) -> None:
    """On both sides of a clock change, in the hour that the clock shows twice."""
    root = copy_course(tmp_path / "course", gallery=False)
    exchange, home = tmp_path / "exchange", tmp_path / "home"
    exchange.mkdir()
    exchange.chmod(0o777)
    settings = f"c.Exchange.root = {str(exchange)!r}\nc.Exchange.timezone = {zone!r}\n"
    with (root / "course_config.py").open("a", encoding="utf-8") as config:
        config.write(settings)
    done = run_tool(root, "nbgrader", "release_assignment", LESSON)
    assert done.returncode == 0, done.stderr
    (home / LESSON).mkdir(parents=True)
    release = root / "release" / LESSON / f"{LESSON}.ipynb"
    (home / LESSON / release.name).write_bytes(release.read_bytes())
    for moment in moments:
        now = f"{moment}+00:00"
        cache = str(tmp_path / "cache")
        clock = CLOCK.format(now=now, exchange=str(exchange), cache=cache, zone=zone)
        (home / "nbgrader_config.py").write_text(clock)
        done = run_tool(home, "nbgrader", "submit", LESSON)
        assert done.returncode == 0, done.stderr
        done = run_tool(root, "nbgrader", "collect", LESSON)
        assert done.returncode == 0, done.stderr
        (written,) = (root / "submitted").glob(f"*/{LESSON}/timestamp.txt")
        assert not written.read_text().endswith("UTC")
        assert str(read_timestamp(written.parent, Course.load(root).exchange_zone)) == moment
        # nbgrader takes both moments of the doubled hour for one, so each is handed in alone
        for folder in (root / "submitted", exchange / "gradient-descent" / "inbound"):
            for path in folder.iterdir():
                shutil.rmtree(path)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("2027-10-31 02:30 Europe/Berlin", "twice: write +02:00 or +01:00 for it"),
        ("2027-04-03 23:59 America/Santiago", "twice: write -03:00 or -04:00 for it"),
        ("2027-03-28 02:30 Europe/Berlin", "never shows it"),
    ],
)
def test_what_a_clock_shows_twice_or_never_is_not_known_for_sure(written: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        read_moment(written)
    with pytest.raises(ValueError, match=re.escape(why)):
        read_extension(written)
    other_day = written.replace("-31", "-30").replace("-03 ", "-02 ").replace("-28", "-27")
    assert read_moment(other_day).tzinfo is not None
    in_winter = read_moment("2027-10-31 02:30+01:00")
    assert in_utc(in_winter) == in_utc(read_moment("2027-10-31 02:30 CET", "Europe/Berlin"))
