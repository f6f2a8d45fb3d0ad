"""Files in the store that no run of ours wrote: they are no grade, and end no command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.batch.maintenance import orphans
from autograder.batch.store import Store
from autograder.course import Course
from tests.course.support import ROOT

KEY = "ab" * 32
ODD: dict[str, Callable[[Path], object]] = {
    "deep": lambda path: path.write_text("[" * 100_000),
    "folder": Path.mkdir,
    "dangling": lambda path: path.symlink_to("/nowhere"),
    "list": lambda path: path.write_text("[]"),
    "bytes": lambda path: path.write_bytes(b"\xff\xfe{"),
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / ".grades" / KEY[:2] / f"{KEY}.json"
    place.parent.mkdir(parents=True)
    return place


@pytest.mark.parametrize("odd", ODD)
def test_what_is_no_grade_is_computed_again(tmp_path: Path, place: Path, odd: str) -> None:
    store = Store(Course(root=tmp_path), Course.load(ROOT).assignment("02_one_step"), "full")
    ODD[odd](place)
    assert store.get(KEY, "ada") is None
    assert store.parts_of(KEY) is None
    assert store.has(KEY) is (odd in ("deep", "list", "bytes"))


def test_clean_leaves_alone_what_lies_elsewhere(tmp_path: Path, place: Path) -> None:
    """Another machine's store may bring links along."""
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "work.json").write_text("{}")
    (tmp_path / ".grades" / "zz").symlink_to(precious)
    (place.parent / "folder.json").mkdir()
    (place.parent / "dangling.json").symlink_to("/nowhere")
    place.write_text("{}")
    found = orphans(Course(root=tmp_path))
    assert found == sorted([place, place.parent / "dangling.json"])
