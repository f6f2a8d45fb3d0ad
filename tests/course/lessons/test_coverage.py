"""What the lessons tell, and where: every row of docs/coverage.md names cells that are there."""

from __future__ import annotations

import re

import pytest

from tests.course.lessons.notebooks import cells_of, graded
from tests.course.lessons.test_teaching import LESSONS
from tests.course.support import ROOT

ROWS_OF_TEXT = {1: 30, 2: 18, 3: 41, 4: 20, 5: 26}
ROW = re.compile(r"^\| (\d)\.(\d+) \| ([^|]+) \| ([^|]*) \|$", re.MULTILINE)
PLACE = re.compile(r"(\d\d) (`\w+`(?:, `\w+`)*)")
MACHINERY = ("helpers", "test_")
LESSON_OF = {name[:2]: name for name in LESSONS}
PARTS = (ROOT / "docs" / "coverage.md").read_text("utf-8").split("\n## Text ")[1:]
ROWS = [row for part in PARTS for row in ROW.findall(part)]


def cells_in(places: str) -> list[tuple[str, str]]:
    """Return the lesson and the id of each cell that a row names."""
    found = PLACE.findall(places)
    return [(number, cell) for number, cells in found for cell in re.findall(r"\w+", cells)]


def test_the_table_has_all_rows_of_the_five_texts_each_once():
    assert sum(ROWS_OF_TEXT.values()) == 135
    numbers = [(int(text), int(row)) for text, row, _, _ in ROWS]
    assert numbers == [(text, k) for text, many in ROWS_OF_TEXT.items() for k in range(1, many + 1)]
    assert len({says for _, _, says, _ in ROWS}) == len(ROWS)


def test_every_row_stands_under_its_text_and_can_be_read():
    assert [int(part[0]) for part in PARTS] == list(ROWS_OF_TEXT)
    for part, (text, many) in zip(PARTS, ROWS_OF_TEXT.items(), strict=True):
        lines = [line for line in part.splitlines() if line.startswith("| ")]
        assert len(lines) == many + 1, "one line says what the columns are"
        assert all(line.startswith(f"| {text}.") for line in lines[1:])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}.{row[1]}")
def test_every_row_names_cells_that_readers_of_the_lesson_see(row):
    *_, places = row
    assert re.fullmatch(rf"{PLACE.pattern}(?:; {PLACE.pattern})*", places), "no row without a cell"
    for number, name in cells_in(places):
        (cell,) = (one for one in cells_of(LESSON_OF[number]) if one.id == name)
        assert not graded(cell).get("solution"), f"{name}: students get it without its answer"
        assert not name.startswith(MACHINERY), name
