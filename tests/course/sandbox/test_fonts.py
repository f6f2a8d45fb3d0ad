"""Fonts that matplotlib has found before are not looked for again; none is kept that is unseen."""

from __future__ import annotations

import json
from pathlib import Path

from matplotlib import font_manager

from autograder.client.student import Student
from autograder.records import Cell, Limits, Submission
from autograder.sandbox import fonts
from autograder.sandbox.launcher import Sandbox

CELL = """
from pathlib import Path
from matplotlib.font_manager import fontManager as manager

def files(): return [font.fname for font in (*manager.ttflist, *manager.afmlist)]
def unseen(): return [name for name in files() if not Path(name).is_file()]
"""


def home_with(tmp_path: Path, monkeypatch, *lists: tuple[str, str]) -> None:
    folder = tmp_path / "home" / fonts.KEPT
    folder.mkdir(parents=True)
    for name, text in lists:
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


def test_the_lists_of_a_home_are_laid_into_another(tmp_path, monkeypatch) -> None:
    home_with(tmp_path, monkeypatch, ("fontlist-v9.json", "[9]"), ("other.json", "{}"))
    assert fonts.kept_lists() == {"fontlist-v9.json": b"[9]"}
    fonts.lay(fonts.kept_lists(), str(tmp_path / "jail"))
    assert (tmp_path / "jail" / fonts.KEPT / "fontlist-v9.json").read_text() == "[9]"


def test_a_home_without_lists_or_with_a_huge_one_has_none(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "nowhere"))
    assert fonts.kept_lists() == {}
    home_with(tmp_path, monkeypatch, ("fontlist-v9.json", " " * fonts.MOST_BYTES))
    assert fonts.kept_lists() == {}
    fonts.lay({}, str(tmp_path / "jail"))
    assert not (tmp_path / "jail").exists()


def test_a_font_that_is_not_there_is_left_out(monkeypatch) -> None:
    manager = font_manager.fontManager
    real = manager.ttflist[0]
    gone = font_manager.FontEntry(fname="/not/here.ttf", name="Gone")
    monkeypatch.setattr(manager, "ttflist", [gone, real])
    fonts.leave_out_missing()
    assert manager.ttflist == [real]


def test_a_jail_knows_fonts_and_none_that_it_does_not_show() -> None:
    cell = Cell("fonts", "code", CELL, "answer")
    limits = Limits(cell_seconds=10.0)
    with (
        Sandbox(limits, unsafe=True) as sandbox,
        Student(sandbox, Submission("ada", "03_tips", (cell,), {}), limits) as student,
    ):
        assert any("DejaVuSans" in name for name in student.files())
        assert student.unseen() == []


def test_a_damaged_list_is_made_anew(tmp_path, monkeypatch) -> None:
    """By matplotlib itself: whatever lies there, figures are drawn."""
    fonts.lay({"fontlist-v390.json": b"{"}, str(tmp_path))
    monkeypatch.setattr("matplotlib.get_cachedir", lambda: str(tmp_path / fonts.KEPT))
    name = f"fontlist-v{font_manager.FontManager.__version__}.json"
    (tmp_path / fonts.KEPT / name).write_text(json.dumps({"no": "list"}), encoding="utf-8")
    assert font_manager._load_fontmanager().ttflist
