"""`nbgrader collect` takes from the exchange's inbox what students wrote, and follows nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from autograder.nbgrader_plugins.collect import MAX_DEPTH, MAX_ENTRIES, PlainCopy
from tests.course.support import copy_course, run_tool

LESSON = "02_one_step"
WHEN = "2027-02-01 10:00:00 UTC"
ROOM = 100_000_000


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """An exchange beside a course that collects from it."""
    root = copy_course(tmp_path / "course")
    exchange = tmp_path / "exchange"
    inbox = exchange / "gradient-descent" / "inbound"
    inbox.mkdir(parents=True)
    exchange.chmod(0o777)  # as nbgrader asks
    with (root / "course_config.py").open("a", encoding="utf-8") as config:
        config.write(f"c.Exchange.root = {str(exchange)!r}\n")
    return inbox


def hand_in(inbox: Path, student: str, when: str = WHEN) -> Path:
    """A student's new folder, as `nbgrader submit` makes it."""
    folder = inbox / f"{student}+{LESSON}+{when}"
    folder.mkdir()
    (folder / "timestamp.txt").write_text(when)
    os.utime(folder / "timestamp.txt", (0, 0))  # long ago: it is there whole
    return folder


def test_no_link_is_followed_and_nobody_stops_the_others(inbox):
    root = inbox.parents[2] / "course"
    solved = root / "source" / LESSON / f"{LESSON}.ipynb"
    (hand_in(inbox, "ada") / f"{LESSON}.ipynb").write_text("what ada wrote")
    (hand_in(inbox, "linker") / f"{LESSON}.ipynb").symlink_to(solved)
    (inbox / f"mover+{LESSON}+{WHEN}").symlink_to(solved.parent)
    os.mkfifo(hand_in(inbox, "piper") / f"{LESSON}.ipynb")
    (hand_in(inbox, "dangler") / "nowhere").symlink_to("/nowhere")
    with (hand_in(inbox, "huge") / f"{LESSON}.ipynb").open("wb") as file:
        file.truncate(10**12)
    done = run_tool(root, "nbgrader", "collect", LESSON)
    assert done.returncode == 0, done.stderr
    for words in ("is a link", "is not a plain file", "larger than"):
        assert words in done.stderr
    found = {
        str(path.relative_to(root / "submitted")): path.read_text()
        for path in (root / "submitted").rglob("*")
        if path.is_file()
    }
    assert found.pop(f"ada/{LESSON}/{LESSON}.ipynb") == "what ada wrote"
    students = ("ada", "linker", "piper", "dangler", "huge")
    assert found == {f"{name}/{LESSON}/timestamp.txt": WHEN for name in students}
    assert list((root / "submitted" / "mover" / LESSON).iterdir()) == []


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder to another user")
def test_nobody_hands_in_under_another_name(inbox):
    """nbgrader warns, and takes what came last for ada's."""
    root, later = inbox.parents[2] / "course", "2027-02-01 11:00:00 UTC"
    ada = hand_in(inbox, "ada")  # belongs to whoever collects: handed in for a student
    ada.joinpath(f"{LESSON}.ipynb").write_text("what ada wrote")
    own, forged = hand_in(inbox, "nobody"), hand_in(inbox, "ada", later)
    for folder in (own, forged):
        (folder / f"{LESSON}.ipynb").write_text("what nobody wrote")
        shutil.chown(folder, "nobody")
    done = run_tool(root, "nbgrader", "collect", LESSON, "--update")
    assert done.returncode == 0, done.stderr
    assert f"'ada+{LESSON}+{later}': left out: it belongs to nobody" in done.stderr
    collected = root / "submitted"
    written = {p.name: (p / LESSON / f"{LESSON}.ipynb").read_text() for p in collected.iterdir()}
    assert written == {"ada": "what ada wrote", "nobody": "what nobody wrote"}
    assert not (root / "earlier").exists()


def test_what_lies_deep_or_is_too_much_is_left_out(tmp_path):
    source = tmp_path / "source"
    deep = source.joinpath(*["d"] * MAX_DEPTH)
    deep.mkdir(parents=True)
    (source / "d" / "data.csv").write_text("1")
    (deep / "too_deep").write_text("2")
    plain = PlainCopy(ROOM)
    plain.copy(str(source), tmp_path / "target")
    copied = [p for p in (tmp_path / "target").rglob("*") if p.is_file()]
    assert [p.read_text() for p in copied] == ["1"]
    assert plain.left_out == ["'too_deep': there are too many files and folders"]
    for number in range(MAX_ENTRIES + 10):
        (source / "d" / f"{number}").touch()
    plain = PlainCopy(ROOM)
    plain.copy(str(source), tmp_path / "again")
    assert len([p for p in (tmp_path / "again").rglob("*") if p.is_file()]) <= MAX_ENTRIES


def test_all_files_together_have_the_room_of_one(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    for name in "abc":
        (source / name).write_bytes(b"x" * (2 << 20))
    plain = PlainCopy(5 << 20)
    plain.copy(str(source), tmp_path / "target")
    assert len(list((tmp_path / "target").iterdir())) == 2
    assert len(plain.left_out) == 1
