"""The folder that the site is written to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from autograder.release.target import Target

LIST = ".course-site"  # names what we wrote


def check_target(folder: Path) -> None:
    """Raise CourseError, before any work, where the site cannot be written to ``folder``."""
    _target(folder).check()


def write_site(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the site; take away what an earlier one had more, and nothing else."""
    _target(folder).write(files)


def _target(folder: Path) -> Target:
    return Target(folder, LIST, "course site")
