"""What a grade depends on besides the course: Python, the libraries, the grader's own code."""

from __future__ import annotations

import platform
import re
import sys
from functools import cache
from pathlib import Path

from autograder.files import hash_of_files

INFO = re.compile(r"(.+?)-(.+?)\.(?:dist|egg)-info")
INSTALLED = ("site-packages", "dist-packages")  # folders of packages, not one's own


@cache
def environment() -> dict[str, str]:
    """Return the version of Python and of every installed distribution, by name."""
    folders = [Path(place) for place in reversed(sys.path) if Path(place).name in INSTALLED]
    names = (path.name for folder in folders if folder.is_dir() for path in folder.iterdir())
    found = sorted(match.groups() for name in names if (match := INFO.fullmatch(name)))
    versions = {name.lower().replace("_", "-"): version for name, version in found}
    return {"python": platform.python_version(), "machine": platform.machine(), **versions}


@cache
def grader_code() -> str:
    """Hash the grader that is running, wherever it is installed."""
    package = Path(__file__).parent.parent
    return hash_of_files(package, sorted(package.rglob("*.py")))
