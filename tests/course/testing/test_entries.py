"""An entry of a dict is told in a whole sentence: an entry holds, it does not return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import pytest

from autograder.client.student import Answer
from autograder.testing import CheckFailed, entry


@dataclass
class FakeDict:
    """A dict with one entry, as the student's notebook holds it."""

    held: Any
    name: str = "sizes"

    def get(self) -> Any:
        return {"rows": self.held}


@pytest.mark.parametrize(
    ("held", "expected", "says"),
    [
        (3.0, 2.0, "holds another number than the right one."),
        ([1.0, 2.0], [1.0, 3.0], "holds other numbers than the right ones."),
        ([1.0], [1.0, 3.0], "holds 1 number where 2 numbers are expected."),
        ("one", "two", "holds another word than the right one."),
        (True, False, "does not hold the expected answer."),
    ],
)
def test_a_wrong_entry_is_told_in_one_sentence(held: Any, expected: Any, says: str) -> None:
    with pytest.raises(CheckFailed) as caught:
        entry(cast(Answer, FakeDict(held)), "rows").gives(expected)
    assert caught.value.message == f"`sizes['rows']` {says}"
