"""Whom Canvas marks as late: it does not say since when, so a person is asked until it is known."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from autograder.nbgrader_plugins.zip_collect import UNKNOWN
from tests.course.support.small_class import NAME, copy_other_course, exported, run_tool


def collect(root: Path, *works: tuple[str, bytes]) -> str:
    """Put what is handed in into a download, and collect it; return what is said."""
    folder = root / "downloaded" / NAME / "archive"
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / "class.zip", "w") as archive:
        for sender, notebook in works:
            archive.writestr(f"{sender}_{NAME}.ipynb", notebook)
    done = run_tool(root, "nbgrader", "zip_collect", NAME, "--force")
    assert done.returncode == 0, done.stderr
    return done.stderr


def told(root: Path) -> dict[str, tuple[str, list[str]]]:
    """When each student handed in, as the export says, and their flags."""
    run_tool(root, "course", "grade", NAME, "--jobs", "1", "--json", "all.json")
    rows, grades = exported(root), json.loads((root / "all.json").read_text())["grades"]
    return {one["student"]: (rows[one["student"]]["submitted_at"], one["flags"]) for one in grades}


def test_who_is_late_is_flagged_until_the_moment_is_written(tmp_path: Path) -> None:
    root = copy_other_course(tmp_path / "course")
    notebook = (root / "release" / NAME / f"{NAME}.ipynb").read_bytes()
    works = ("leeada_4711_20815", notebook), ("muellerzoe_LATE_4712_20817", notebook)
    assert "Canvas marks as late: '4712'" in collect(root, *works)
    found = told(root)
    assert found["4711"] == ("", [])
    when, (flag,) = found["4712"]
    assert when == ""
    assert "it is not known when this came in" in flag

    file = root / "submitted" / "4712" / NAME / "timestamp.txt"
    file.write_bytes(b"2027-03-01 20:15:00 UTC\n")
    when, flags = told(root)["4712"]
    assert (when[:16], flags) == ("2027-03-01 20:15", [])

    assert "Canvas marks as late" not in collect(root, *works)
    assert file.read_bytes() == b"2027-03-01 20:15:00 UTC\n", "a person typed it"
    assert "Canvas marks as late: '4712'" in collect(root, works[0], (works[1][0], b"other work"))
    assert file.read_bytes() == UNKNOWN, "it was the moment of other work"
