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
GOLDEN = (ROOT / "tests" / "golden").glob("*.json")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_each_lower_bound_was_tried() -> None:
    oldest = TRIED["oldest"]["versions"]
    for requirement in map(Requirement, PROJECT["dependencies"]):
        (bound,) = requirement.specifier
        assert Version(bound.version) == Version(oldest[requirement.name]), requirement.name
    assert PROJECT["requires-python"] == f">={oldest['python'].rpartition('.')[0]}"


def test_oldest_and_newest_graded_the_whole_gallery_alike() -> None:
    golden = [json.loads(path.read_text("utf-8"))["gallery"] for path in GOLDEN]
    for name in ("oldest", "newest"):
        assert (TRIED[name]["every"], TRIED[name]["differ"]) == (1, {})
        assert TRIED[name]["compared"] > sum(map(len, golden))


def test_the_page_says_what_was_found() -> None:
    rows = [re.split(r" *\| *", line.strip("| ")) for line in TABLE.read_text().splitlines()]
    table = {row[0]: row[1:] for row in rows}
    for package in ("python", *SHOWN):
        assert table[package] == [found["versions"][package] for found in TRIED.values()]
