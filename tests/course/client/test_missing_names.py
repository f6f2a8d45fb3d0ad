"""A name that is not there: it is said what stands in its cell, or which other name is there."""

from __future__ import annotations

import time

import pytest

from autograder.client.missing_names import why_missing
from autograder.records import Cell

GONE = "There is no `descend_1d` after your notebook has run"
ASKS = "Did you rename it?"


def said(source: str | None, scratch: str = "") -> tuple[str, str]:
    cells = [Cell("regime", "code", "def regime(x):\n    return x", "answer")]
    cells += [Cell("", "code", scratch, "scratch")]
    if source is not None:
        cells.append(Cell("descend_1d", "code", source, "answer"))
    return why_missing("descend_1d", dict(enumerate(cells)))


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (None, f"{GONE}."),
        ("", "The cell of `descend_1d` is empty."),
        (" \n\t\n", "The cell of `descend_1d` is empty."),
        ("# I do not know\n\n  # 2", "The cell of `descend_1d` holds only comments."),
        ("# This answer stands in another cell.", f"{GONE}."),
        ("x = 3", f"{GONE}."),
        ("def regime_2(x):\n    pass", f"{GONE}."),
    ],
)
def test_what_stands_in_its_cell(source: str | None, says: str) -> None:
    assert said(source)[0] == says
    assert said(source)[1].endswith("?")


@pytest.mark.parametrize("magic", ["timeit", "writefile", "html", "bash", "script", "javascript"])
def test_a_magic_that_keeps_nothing(magic: str) -> None:
    code = f"\n%%{magic} -n 3\ndef descend_1d(df):\n    return df"
    told = f"{GONE}: `%%{magic}` at the top of its cell keeps nothing that the cell defines."
    assert said(code)[0] == told
    assert said(code.replace(magic, "time"))[0] == f"{GONE}."


@pytest.mark.parametrize("name", ["Descend_1d", "my_descend_1d", "descend1d", "descend_1D_v2"])
def test_a_name_much_like_it_is_said(name: str) -> None:
    code = f"def {name}(df):\n    return df"
    told = f"{GONE}, but there is `{name}`.", f"Is `{name}` meant as this answer?"
    assert said(code) == told
    assert said("", code) == told
    assert said(f"{name} = len") == told
    assert said("x = 3", f"%%timeit\n{code}")[0] == f"{GONE}."


def test_many_names_cost_no_time() -> None:
    many = "".join(f"made_{number} = 0\n" for number in range(1_500))
    cells = {number: Cell("", "code", many, "scratch") for number in range(50)}
    began = time.process_time()
    why_missing("descend_1d", cells)
    assert time.process_time() - began < 1.0  # twenty checks ask, each in several tries
