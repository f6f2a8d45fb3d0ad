"""Renames, merges and takes out students in the tables that a teacher keeps."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from autograder.term.exceptions import FILE as EXCEPTIONS
from autograder.term.exceptions import plain
from autograder.term.roster import FILE, roster_of, roster_table
from autograder.term.table import Table, read_table, write_table


def rename_in_tables(root: Path, old: str, new: str) -> None:
    """Let every row about ``old`` be about ``new``; where both have one, that of ``new`` counts.

    What its row in the class list leaves empty is taken from that of ``old``.
    """
    table = roster_table(root)
    students = roster_of(table).students
    if old in students:
        mine = next(line.cells for line in table.lines if line["id"] == old)
        rows = [_renamed(line.cells, mine, old, new, new in students) for line in table.lines]
        write_table(table, [row for row in rows if row])
    table = _exceptions(root)
    has = {_what(line.cells) for line in table.lines if line["student"] == new}
    rows = [dict(line.cells) for line in table.lines]
    kept = [row for row in rows if row.get("student") != old or _what(row) not in has]
    if any(row.get("student") == old for row in rows):
        write_table(table, [{**r, "student": new} if r.get("student") == old else r for r in kept])


def _renamed(
    row: Mapping[str, str], mine: Mapping[str, str], old: str, new: str, both: bool
) -> Mapping[str, str]:
    if row["id"] == old:
        return {} if both else {**row, "id": new}
    if row["id"] == new:
        return {column: value or mine.get(column, "") for column, value in row.items()}
    return row


def remove_from_tables(root: Path, student: str) -> dict[str, int]:
    """Take every row about a student out; return how many there were, by file."""
    removed = {}
    for table, column in ((_exceptions(root), "student"), (roster_table(root), "id")):
        rows = [line.cells for line in table.lines if line[column] != student]
        if len(rows) < len(table.lines):
            removed[table.path.name] = len(table.lines) - len(rows)
            write_table(table, rows)
    return removed


def rows_about(root: Path, student: str) -> dict[str, int]:
    """Return how many rows are about a student, by file."""
    found = {
        FILE: sum(line["id"] == student for line in roster_table(root).lines),
        EXCEPTIONS: sum(line["student"] == student for line in _exceptions(root).lines),
    }
    return {name: count for name, count in found.items() if count}


def _exceptions(root: Path) -> Table:
    return read_table(root / EXCEPTIONS, ("student",), ("student",))


def _what(row: Mapping[str, str]) -> tuple[str, str]:
    """Two rows of one student that agree in this say the same thing."""
    return row.get("assignment", ""), plain(row.get("what", ""))
