"""What tests in cells ask of a notebook: whether it keeps what crosses by copy, what it draws."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.client.cell_student import CellStudent, Given, Raising
from autograder.sandbox.launcher import Sandbox

from .conftest import LIMITS, submission

ANSWERS = """
import numpy as np
memory = [1]
seen = []
def adds(x): return x + 1
def fresh(n): return [[0] * n for _ in range(n)]
def rows(n): return [[0] * n] * n
def hands_back(given): return given
def shallow(given): return given[:]
def own(): return memory
def inner(): return {"all": memory}
def keeps(given): seen.append(given)
def default(x, into=[]): into.append(x); return into
def view(a): return a[1:]
def turned(n): return np.arange(n).reshape(2, -1)
def grows(): memory.append(2)
def raises(): raise type("Low", (ValueError,), {})("too low")
"""


@pytest.fixture
def student(sandbox: Sandbox) -> Iterator[CellStudent]:
    with CellStudent(sandbox, submission(ANSWERS), LIMITS) as made:
        yield made


@pytest.mark.parametrize(
    ("name", "argument", "kept"),
    [
        ("adds", 1, False),
        ("fresh", 2, False),
        ("turned", 4, False),
        ("adds", "numbers", False),
        ("rows", 2, True),
        ("hands_back", [1], True),
        ("shallow", [[1]], True),
        ("shallow", [1], False),
        ("keeps", [1], True),
        ("keeps", 1, False),
        ("default", 1, True),
        ("view", "numbers", True),
    ],
)
def test_it_says_whether_the_notebook_keeps_some_of_it(
    student: CellStudent, name: str, argument: object, kept: bool
) -> None:
    import numpy as np

    given = np.arange(3) if argument == "numbers" else argument
    found = student.call_exactly(name, (given,), {})
    assert isinstance(found, Given)
    assert found.kept is kept


def test_values_of_its_own_are_kept(student: CellStudent) -> None:
    for name in ("own", "inner"):
        found = student.call_exactly(name, (), {})
        assert isinstance(found, Given)
        assert found.kept


def test_a_name_is_looked_at_again(student: CellStudent) -> None:
    assert not student.has_changed("memory", [1])
    student.call_exactly("grows", (), {})
    assert student.has_changed("memory", [1])
    assert student.has_changed("nothing", [1])
    assert student.has_changed("memory", [object()])


def test_an_exception_tells_its_types(student: CellStudent) -> None:
    found = student.call_exactly("raises", (), {})
    assert isinstance(found, Raising)
    assert found.kinds[:2] == ("Low", "ValueError")


def test_what_a_call_draws_is_closed_before_the_next_cell(sandbox: Sandbox) -> None:
    draw = "import matplotlib.pyplot as plt\ndef draw(): plt.plot([1, 2])"
    look = "plt.plot([3])\nfound = len(plt.gca().lines)"
    with CellStudent(sandbox, submission(draw, look), LIMITS, until=1) as student:
        student.call_exactly("draw", (), {})
        student.go_on(2)
        assert student.answer("found").get() == 1
