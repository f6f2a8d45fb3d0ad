"""Which line of an answer is shown where something was raised, and which words of the message."""

from __future__ import annotations

import pytest

from autograder.client.redact import OF_ITS_OWN, explain, harmless


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


@pytest.mark.parametrize(
    ("kind", "message", "code", "text"),
    [
        (
            "IndentationError",
            "unexpected indent (12.py, line 2)",
            "x = 1\n  y = 2",
            "unexpected indent",
        ),
        (
            "IndentationError",
            "expected an indented block after function definition on line 1 (12.py, line 2)",
            "def f():\nreturn 1",
            "an indented block is expected",
        ),
        (
            "IndentationError",
            "unindent does not match any outer indentation level (<string>, line 3)",
            "def f():\n    a = 1\n  return a",
            "an indent matches no line above it",
        ),
        (
            "TabError",
            "inconsistent use of tabs and spaces in indentation (12.py, line 3)",
            "if x:\n\ta = 1\n        b = 1",
            "tabs and spaces are mixed",
        ),
        (
            "UsageError",
            "Line magic function `%nothing` not found.",
            "%nothing",
            "there is no magic %nothing",
        ),
        (
            "UsageError",
            "Cell magic `%%wandb` not found.",
            "%%wandb\nx = 1",
            "there is no magic %%wandb",
        ),
        ("UsageError", "Line magic function `%X7` not found.", "get_ipython().magic(secret)", ""),
    ],
)
def test_what_python_or_ipython_cannot_read_is_named(
    kind: str, message: str, code: str, text: str
) -> None:
    assert harmless(kind, message, code) == (kind, text)


def test_a_type_of_the_students_own_is_not_named() -> None:
    assert harmless("Error1234", "unexpected indent", "x = 1") == (OF_ITS_OWN, "")
