"""Which line of an answer is shown where something was raised, and which words of the message."""

from __future__ import annotations

import pytest

from autograder.client.redact import explain


@pytest.mark.parametrize(
    ("source", "line", "shown", "told"),
    [
        ("\n  \n\ndef f():\n    a = 1\n    raise ValueError('x')", 3, "raise ValueError('x')", ""),
        ("x = (1 +\n     missing_one)", 2, "x = (1 +", "name 'missing_one' is not defined"),
        ("x = 1\ny = other", 2, "y = other", ""),
        (f"x = ({'1 +' * 100}\n     missing_one)", 2, "x = (" + "1 +" * 31 + "1 ", ""),
    ],
)
def test_the_line_is_the_statements_and_its_words_are_those_of_all_of_it(
    source: str, line: int, shown: str, told: str
) -> None:
    message = "name 'missing_one' is not defined"
    found = explain(["NameError"], message, [("cell", line)], {"cell": source})
    assert (found.code, found.text) == (shown, told)
