"""What a grade depends on besides the course: Python, the libraries, the grader's own code."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from autograder.packages import OFFERED, version_of

# what runs students' code, what the reference uses, and what cleans and judges the outputs
PACKAGES = (
    "ipython",
    "matplotlib",
    "matplotlib-inline",
    "nbformat",
    "nh3",
    "numpy",
    "pandas",
    "pillow",
    "pytest",
    "seaborn",
    *OFFERED,
)


@cache
def environment() -> dict[str, str]:
    """Return the version of everything that can change a number, by name."""
    found = {name: version_of(name) or "none" for name in PACKAGES}
    return {"python": platform.python_version(), "machine": platform.machine(), **found}


@cache
def grader_code() -> str:
    """Hash the grader that is running, wherever it is installed."""
    package = Path(__file__).parent
    return hash_of_files(package, sorted(package.rglob("*.py")))


def hash_of_files(root: Path, paths: Iterable[Path]) -> str:
    """Hash files by name (below ``root``) and content; one that is not there counts as empty."""
    digest = hashlib.sha256()
    for path in paths:
        data = path.read_bytes() if path.is_file() else b""
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def all_files(folder: Path) -> list[Path]:
    """Return every file below a folder that is not made by Python itself."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if "__pycache__" not in path.parts)
