"""Every name of the public module has an example in its docstring, and all of them are run."""

from __future__ import annotations

import doctest
from collections.abc import Iterator

import numpy as np
import pytest

import autograder.testing
from autograder.client.student import Student
from autograder.records import Cell, Limits, Submission
from autograder.sandbox.launcher import Sandbox

CODE = """
import matplotlib.pyplot as plt
import numpy as np

def double(x):
    return 2 * np.asarray(x) if isinstance(x, list) else 2 * x

inverse = lambda matrix: np.linalg.inv(matrix)
sizes = {"rows": 244, "columns": 2}
drawn, axes = plt.subplots()
axes.plot([1, 2], [2, 4])
axes.set_title("Doubling")
"""
NAMES = {name: getattr(autograder.testing, name) for name in autograder.testing.__all__}
DESCRIBED = {name: one for name, one in NAMES.items() if callable(one) and one.__doc__}
TYPES = {"Floats", "Holds", "CANNOT_TELL"}  # names of types, and a value: nothing to call


@pytest.fixture(scope="module")
def student() -> Iterator[Student]:
    cell = Cell("double", "code", CODE, "answer")
    with (
        Sandbox(Limits()) as sandbox,
        Student(sandbox, Submission("ada", "examples", (cell,)), Limits()) as opened,
    ):
        yield opened


@pytest.mark.parametrize("name", sorted(NAMES.keys() - TYPES))
def test_the_example_of_a_name_does_what_it_says(name: str, student: Student) -> None:
    world = {**NAMES, "np": np, "student": student}
    found = doctest.DocTestFinder(recurse=False).find(NAMES[name], name, globs=world)
    (example,) = found
    assert example.examples, f"{name} has no example"
    told: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=told.append)
    assert not told, "".join(told)


def test_the_module_itself_shows_a_hidden_test(student: Student) -> None:
    world = {**NAMES, "student": student}
    (example,) = doctest.DocTestFinder(recurse=False).find(autograder.testing, globs=world)
    assert doctest.DocTestRunner().run(example, clear_globs=False).failed == 0
    example.globs["test_doubles_fractions"](student)
