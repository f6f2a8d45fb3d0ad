"""Notebooks made of a few cells, run in the real sandbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from autograder.client.student import Student, StudentFault
from autograder.records import Cell, Limits, Submission
from autograder.sandbox.launcher import Sandbox

LIMITS = Limits(cell_seconds=2.0, call_seconds=1.0, submission_seconds=20.0, output_kb=64)
ADD = "def add(*numbers): return sum(numbers)"
Open = Callable[..., Student]


def submission(*cells: str | Cell, files: dict[str, bytes] | None = None) -> Submission:
    """A text is an answer cell named c0, c1, …"""
    made = (
        Cell(f"c{k}", "code", cell, "answer") if isinstance(cell, str) else cell
        for k, cell in enumerate(cells)
    )
    return Submission("ada", "03_tips", tuple(made), files or {})


def fault(student, name, *args) -> StudentFault:
    with pytest.raises(StudentFault) as caught:
        student.answer(name)(*args)
    return caught.value


# What calls carry


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(LIMITS, unsafe=True) as made:
        yield made


@pytest.fixture
def notebook(sandbox: Sandbox) -> Iterator[Open]:
    with ExitStack() as stack:

        def open_notebook(
            *cells: str | Cell,
            limits: Limits = LIMITS,
            files: dict[str, bytes] | None = None,
            **options: Any,
        ) -> Student:
            student = Student(sandbox, submission(*cells, files=files), limits, **options)
            return stack.enter_context(student)

        yield open_notebook
