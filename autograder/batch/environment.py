"""What a grade depends on besides the course: Python, the libraries, the grader's own code."""

from __future__ import annotations

import platform
import sys
from functools import cache
from importlib.metadata import PathDistribution
from pathlib import Path

from autograder.files import hash_of_files

INSTALLED = ("site-packages", "dist-packages")  # folders of packages, not one's own


@cache
def environment() -> dict[str, str]:
    """Return the version of Python and of every installed distribution, by name."""
    folders = [Path(place) for place in sys.path if Path(place).name in INSTALLED]
    found: dict[str, str] = {}
    for folder in folders[::-1]:  # of two the one that is imported comes last, and wins
        found |= dict(map(_named, sorted(folder.glob("*.egg-info"))))
        found |= dict(map(_named, sorted(folder.glob("*.dist-info"))))
    versions = dict(sorted(found.items()))  # the same hash whatever order a folder is listed in
    return {"python": platform.python_version(), "machine": platform.machine(), **versions}


def _named(about: Path) -> tuple[str, str]:
    """Return a distribution's name and version, as its folder is called: nothing is read.

    Source: the specification of recorded installed projects, packaging.python.org.
    """
    name, _, version = about.stem.partition("-")
    return name.lower(), version or str(PathDistribution(about).version)


@cache
def grader_code() -> str:
    """Hash the grader that is running, wherever it is installed."""
    package = Path(__file__).parent.parent
    return hash_of_files(package, sorted(package.rglob("*.py")))
