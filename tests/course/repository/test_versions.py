"""What pyproject.toml and docs/versions.md promise about versions is what was tried."""

from __future__ import annotations

import json
import re
import tomllib

from packaging.requirements import Requirement
from packaging.version import Version

from tests.course.support import ROOT
from tests.versions.__main__ import RESULTS, SHOWN, TABLE

TRIED = json.loads(RESULTS.read_text("utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_each_lower_bound_was_tried() -> None:
    oldest = TRIED["oldest"]["versions"]
    for one in map(Requirement, PROJECT["dependencies"]):
        bounds = [Version(bound.version) for bound in one.specifier]
        tried = [Version(oldest[one.name])] if one.name in oldest else []
        assert tried and bounds == tried, f"{one} was not tried: python -m tests.versions oldest"
    assert PROJECT["requires-python"] == f">={oldest['python'].rpartition('.')[0]}"


def test_all_that_was_tried_gives_the_same_points() -> None:
    """What an error says, and so what a student is told of it, may be another."""
    assert {"oldest", "newest"} <= set(TRIED)
    for name, found in TRIED.items():
        differ = {part for parts in found["differ"].values() for part in parts}
        assert found["compared"] > 0 and differ <= {"sentence", "details"}, name
        assert not found.get("failed"), name


def test_the_page_says_what_was_found() -> None:
    rows = [re.split(r" *\| *", line.strip("| ")) for line in TABLE.read_text().splitlines()]
    table = {row[0]: row[1:] for row in rows}
    for package in ("python", *SHOWN):
        assert table[package] == [found["versions"][package] for found in TRIED.values()]
