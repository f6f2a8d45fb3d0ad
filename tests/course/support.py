"""Throwaway copies of the course, and its tools run as a person would run them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
PARTS = (
    "autograder",
    "solutions",
    "source",
    "release",
    "tests",
    "course_config.py",
    "nbgrader_config.py",
    "pyproject.toml",
    "requirements.lock",
)


def copy_course(target: Path) -> Path:
    """Copy what makes up the course, and nothing of a class."""
    ignore = shutil.ignore_patterns("__pycache__", "*.pyc")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, target / part, ignore=ignore)
        else:
            shutil.copy(ROOT / part, target / part)
    return target


def run_tool(root: Path, *command: str, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    """Run a tool of the environment (course, nbgrader, pytest) in ``root`` as a person would."""
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "200"}
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
