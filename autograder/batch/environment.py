"""What a grade depends on besides the course: Python, the libraries, the grader's own code."""

from __future__ import annotations

import platform
import sys
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from autograder.files import hash_of_files

INSTALLED = ("site-packages", "dist-packages")  # folders of packages, not one's own


@cache
def environment() -> dict[str, str]:
    """Return the version of Python and of every installed distribution, by name."""
    folders = [place for place in sys.path if Path(place).name in INSTALLED]
    there = distributions(
        path=folders[::-1]
    )  # of two the one that is imported comes last, and wins
    found = {one.name: one.version for one in there if one.name}
    versions = dict(sorted(found.items()))  # the same hash whatever order a folder is listed in
    return {"python": platform.python_version(), "machine": platform.machine(), **versions}


@cache
def grader_code() -> str:
    """Hash the grader that is running, wherever it is installed."""
    package = Path(__file__).parent.parent
    return hash_of_files(package, sorted(package.rglob("*.py")))
