"""What the sandbox is asked to prepare before it runs an assignment's notebooks."""

from __future__ import annotations

from itertools import accumulate

from autograder.course import Course
from autograder.errors import CourseError
from autograder.sandbox.protocol import Guest

MOST_BYTES = 32_000  # of cells: what a zygote is told is one message


def guest_of(course: Course, only: str, *, rehearse: bool) -> Guest:
    """Return the guest for one assignment, or for all: it reads its locked cells ahead."""
    try:
        cells = course.assignment(only).cells if only else ()
    except CourseError:  # whoever needs the release says so
        cells = ()
    sources = [cell.source for cell in cells if cell.kind == "code" and cell.role == "locked"]
    sizes = accumulate(len(source.encode()) for source in sources)
    fitting = (source for source, size in zip(sources, sizes, strict=True) if size <= MOST_BYTES)
    return Guest(rehearse=rehearse, cells=tuple(fitting))
