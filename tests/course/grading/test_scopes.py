"""What a cell binds is the same for every version of Python."""

from __future__ import annotations

import pytest

from autograder.grading.cell_names import names_in
from autograder.grading.retry import bound

SOURCES = {
    "rows = [x for x in range(3)]": {"rows"},
    "pairs = {a: {b for b in c} for a, c in rows}": {"pairs"},
    "total = sum(x for x in rows)": {"total"},
    "x = 1\nrows = [x for x in range(3)]": {"x", "rows"},
    "for k in range(3): [k for j in range(k)]": {"k"},
    "class A:\n    rows = [x for x in range(3)]": {"A"},
    "f'{[x for x in range(3)]}'": set(),
    "rows = [lambda y=z: y for z in range(3)]": {"rows"},
}


@pytest.mark.parametrize("source", SOURCES)
def test_a_comprehension_keeps_its_names_to_itself(source: str) -> None:
    assert set(bound(source)) == SOURCES[source]
    assert names_in(source).made == SOURCES[source]


def test_what_a_comprehension_reads_is_read() -> None:
    names = names_in("rows = [x + n for x in given if all(x < m for m in most)]")
    assert {"given", "n", "most"} <= set(names.read)
    assert not {"x", "m"} & set(names.read)
