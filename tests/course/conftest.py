"""A throwaway copy of the course, to build, grade and break; a throwaway database server."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.course.support import copy_course, postgresql, prepared, run_tool, tool_environment
from tests.course.support.postgresql import Server

collect_ignore = ["other_course"]  # a course of its own, graded in test_other_course.py


@pytest.fixture
def course_root(tmp_path: Path) -> Path:
    return copy_course(tmp_path, gallery=False)


@pytest.fixture
def run(course_root: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    def run_here(*command: str, timeout: float = 300) -> subprocess.CompletedProcess[str]:
        return run_tool(course_root, *command, timeout=timeout)

    return run_here


@pytest.fixture(scope="module")
def borrowed() -> Iterator[None]:
    """For tests of what comes of grading, and not of how graders start and end."""
    with prepared.borrowed(tool_environment()):
        yield


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    if postgresql.missing():
        pytest.skip(postgresql.missing())
    with postgresql.server() as running:
        yield running
