"""When work came in: read from beside the notebook; where it cannot be, a person is told."""

from __future__ import annotations

import csv
import json
import os
import shutil
import time
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import Exchange

from autograder.intake import arrival, read_timestamp
from autograder.intake.exchange import label_page
from autograder.nbgrader_plugins.autograde import _without_copying
from tests.course.support import example_class, gradebook_dump, run_tool

NAME = "02_one_step"
LATE = "2027-03-02 09:00:00 UTC\n"
IN_THE_GRADEBOOK = "2027-03-02 09:00:00.000000"
LOST = "it is not known when this came in"


def write(folder: Path, written: str) -> None:
    (folder / "timestamp.txt").write_bytes(written.encode("utf-8", "surrogateescape"))


@pytest.mark.parametrize(
    "written",
    [
        *("", "\n", "yesterday?", "\udcff", "\0" * 31),
        *("9999-12-31 23:59:59-12:00", "2027-02-30 20:15:00 UTC"),
        *("8 March 2027 8pm", "03/08/2027 20:15", "2027-03-08"),
    ],
    ids=lambda written: repr(written[:30]),
)
def test_what_holds_no_moment_is_told(tmp_path: Path, written: str) -> None:
    write(tmp_path, written)
    assert read_timestamp(tmp_path) is None
    assert arrival(tmp_path)[1].startswith(f"{LOST} (timestamp.txt ")


@pytest.mark.parametrize("kept", range(len(LATE.strip())))
def test_a_time_that_was_cut_off_is_never_another_day_or_hour(tmp_path: Path, kept: int) -> None:
    """nbgrader's parser would make "20" the twentieth of this month."""
    write(tmp_path, LATE[:kept])
    when, told = arrival(tmp_path)
    assert when is None, "its zone is not known"
    assert told


@pytest.mark.parametrize("what", ["a link", "not a plain file", "a folder", "larger than 1 MB"])
def test_a_file_that_is_none_is_told(tmp_path: Path, what: str) -> None:
    path = tmp_path / "timestamp.txt"
    if what == "a link":
        (tmp_path / "elsewhere").write_text(LATE)
        path.symlink_to("elsewhere")
    elif what == "not a plain file":
        os.mkfifo(path)
    elif what == "a folder":
        path.mkdir()
    else:
        path.write_bytes(b" " * ((1 << 20) + 1))
    when, told = arrival(tmp_path)
    assert when is None
    assert f"{LOST} ('timestamp.txt' is " in told
    assert (what if what != "a folder" else "not a plain file") in told


def test_a_time_without_end_is_told_at_once(tmp_path: Path) -> None:
    """nbgrader's parser reads a megabyte of digits for minutes; a whole class would wait."""
    write(tmp_path, f"{LATE.strip()} {'1' * 400_000}")
    began = time.process_time()
    assert read_timestamp(tmp_path) is None
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "written",
    [
        *("2027-03-01 21:59:00.000000 UTC", "2027-03-01T21:59Z"),
        *("2027-03-01 23:59:00+02:00\n", "2027-03-01 22:59:00.0 Europe/Berlin"),
    ],
)
def test_a_time_in_any_zone_is_utc(tmp_path: Path, written: str) -> None:
    write(tmp_path, written)
    assert str(read_timestamp(tmp_path)) == "2027-03-01 21:59:00"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("2027-03-01 21:59:00", "it names no time zone"),
        ("2027-03-01T21:59\n", "it names no time zone"),
        ("2999-03-01 21:59:00 UTC", "it is far in the future"),
    ],
)
def test_no_time_is_guessed_and_the_form_is_told(tmp_path: Path, written: str, why: str) -> None:
    write(tmp_path, written)
    when, told = arrival(tmp_path)
    assert when is None
    assert f"{LOST} (timestamp.txt cannot be used: {why}), so it counts as in time" in told
    assert "write the moment as `2027-03-08 20:15:00 UTC`" in told


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata"])
def test_what_nbgrader_itself_writes_is_read(tmp_path: Path, zone: str) -> None:
    exchange = Exchange(timezone=zone)
    exchange.set_timestamp()
    write(tmp_path, exchange.timestamp)
    when, told = arrival(tmp_path, zone)
    assert told == ""
    assert when is not None
    assert abs(when - datetime.now(UTC).replace(tzinfo=None)) < timedelta(hours=1)


def test_stock_autograde_neither_waits_nor_ends_at_what_is_no_time(tmp_path: Path) -> None:
    directory = _without_copying(CourseDirectory())
    os.mkfifo(tmp_path / "timestamp.txt")
    assert directory.get_existing_timestamp(str(tmp_path)) is None
    (tmp_path / "timestamp.txt").unlink()
    write(tmp_path, "no date")  # nbgrader's own ends the run here
    assert directory.get_existing_timestamp(str(tmp_path)) is None
    write(tmp_path, LATE)
    assert str(directory.get_existing_timestamp(str(tmp_path))) == "2027-03-02 09:00:00"


def test_without_a_file_there_is_nothing_to_tell(tmp_path: Path) -> None:
    assert arrival(tmp_path) == (None, "")


def test_a_damaged_time_is_handed_back_as_text(tmp_path: Path) -> None:
    """`nbgrader release_feedback` reads it, and would end there for the whole class."""
    submitted, target = tmp_path / "submitted", tmp_path / "feedback"
    submitted.mkdir()
    write(submitted, "\udcff")
    label_page(submitted, target)
    assert (target / "timestamp.txt").read_text("utf-8") == ""


# --- a class


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ada's time is damaged, goran was late, igor has no such file."""
    root = example_class(tmp_path_factory.mktemp("class"), [NAME], ("ada", "goran", "igor"))
    for student, written in {"ada": "2027-03-0", "goran": LATE}.items():
        write(root / "submitted" / student / NAME, written)
    (root / "table.txt").write_text(grade(root), "utf-8")
    return root


def grade(root: Path) -> str:
    done = run_tool(root, "course", "grade", NAME, "--jobs", "1", "--json", "out.json")
    assert done.returncode == 0, done.stderr
    return done.stdout


def flags(root: Path) -> dict[str, list[str]]:
    grades = json.loads((root / "out.json").read_text())["grades"]
    return {one["student"]: one["flags"] for one in grades}


def lateness(root: Path) -> tuple[float | None, bool, str | None]:
    """Goran's late penalty, flag and time of submission, as the gradebook has them."""
    (said,) = {row[6:9] for row in gradebook_dump(root) if row[0] == "goran"}
    return said[0], bool(said[1]), said[2]


def exported(root: Path) -> dict[str, dict[str, str]]:
    done = run_tool(root, "course", "export", "--to", "csv", NAME, "--output", "grades.csv")
    assert done.returncode == 0, done.stderr
    with (root / "grades.csv").open(newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def test_a_damaged_time_is_flagged_wherever_flags_are_shown(graded: Path) -> None:
    (flag,) = flags(graded)["ada"]
    assert flag.startswith(LOST)
    assert not any(LOST in flag for flag in flags(graded)["goran"] + flags(graded)["igor"])
    rows = exported(graded)
    assert (rows["ada"]["flagged"], rows["ada"]["late_penalty"]) == ("yes", "0")
    assert rows["ada"]["submitted_at"] == ""
    assert float(rows["goran"]["late_penalty"]) > 0
    assert "ada ⚑" in (graded / "table.txt").read_text("utf-8")
    assert run_tool(graded, "course", "report", NAME).returncode == 0
    assert LOST in unescape((graded / "reports" / f"{NAME}.html").read_text("utf-8"))


def test_a_time_that_is_damaged_later_is_flagged_and_costs_nothing(
    graded: Path, tmp_path: Path
) -> None:
    """By `course grade` and by stock nbgrader alike; mended, it counts again."""
    ours, stock = (shutil.copytree(graded, tmp_path / name) for name in ("ours", "stock"))
    for root in (ours, stock):
        write(root / "submitted/goran" / NAME, "2027")
    grade(ours)
    done = run_tool(stock, "nbgrader", "autograde", NAME, "--force", "--student", "goran")
    assert done.returncode == 0, done.stderr
    assert gradebook_dump(stock) == gradebook_dump(ours)
    assert lateness(ours) == (None, True, None)
    assert any(LOST in flag for flag in flags(ours)["goran"])
    write(ours / "submitted/goran" / NAME, LATE)
    grade(ours)
    assert not any(LOST in flag for flag in flags(ours)["goran"])
    assert lateness(ours) == (lateness(graded)[0], False, IN_THE_GRADEBOOK)
