"""The scripts in findings/ have one form, know nothing of this project, and stand in one list."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.course.support import ROOT

SCRIPTS = sorted(path for path in (ROOT / "findings").glob("*.sh") if path.name != "lib.sh")
HEADER = ("# Expected: ", "# Seen: ", "# For a grader: ")
PINNED = re.compile(r"([\w-]+)==([\w.]+)")
# this project by its names, the ways out of the script's own folder, and addresses of packages
OURS = re.compile(
    r"(?:import|from) (?:autograder|solutions)\b|course_config"
    r"|\$OLDPWD|\bgit |\.\./|https?:|--\S*index"
)


def listed() -> list[list[str]]:
    """The cells of every row that names a script."""
    text = (ROOT / "docs" / "findings.md").read_text("utf-8")
    rows = [line.split(" | ") for line in text.splitlines() if line.startswith("| [")]
    return [[cell.strip("| ") for cell in row] for row in rows]


def test_there_are_findings_and_each_is_listed_once() -> None:
    names = [f"[{path.stem}](../findings/{path.name})" for path in SCRIPTS]
    assert len(names) >= 12
    assert sorted(row[0] for row in listed()) == names


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_finding_has_the_form_and_reads_nothing_of_this_project(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert os.access(path, os.X_OK)
    assert lines[0] == "#!/usr/bin/env bash"
    for line, start in zip(lines[1:4], HEADER, strict=True):
        assert line.startswith(start) and line.endswith("."), line
    sourced, *body = lines[5:]
    assert sourced.startswith('. "$(dirname "$0")/lib.sh" ')
    packages = sourced.split()[3:]
    assert packages and all(PINNED.fullmatch(package) for package in packages)
    row = next(row for row in listed() if row[0].startswith(f"[{path.stem}]"))
    assert row[-1] == ", ".join(package.replace("==", " ") for package in packages)
    assert not [line for line in body if OURS.search(line) or "dirname" in line]
