"""A student under another id, in the tables that a teacher keeps."""

from __future__ import annotations

from pathlib import Path

from autograder.term.renaming import remove_from_tables, rename_in_tables, rows_about

ROWS = "student,assignment,what,value,why\nbob,01,late days,1,new\nold,01,Late-Days,3,past\n"


def test_two_rows_that_say_the_same_thing_in_other_spelling_become_one(tmp_path: Path) -> None:
    table = tmp_path / "exceptions.csv"
    table.write_text(f"{ROWS}old,02,late days,2,kept\n")
    rename_in_tables(tmp_path, "old", "bob")
    said = "student,assignment,what,value,why\nbob,01,late days,1,new\nbob,02,late days,2,kept\n"
    assert table.read_text() == said


def test_who_has_no_row_leaves_the_tables_byte_for_byte(tmp_path: Path) -> None:
    table = tmp_path / "exceptions.csv"
    table.write_text(ROWS)
    rename_in_tables(tmp_path, "nobody", "bob")
    assert remove_from_tables(tmp_path, "nobody") == rows_about(tmp_path, "nobody") == {}
    assert table.read_text() == ROWS
    assert remove_from_tables(tmp_path, "old") == {"exceptions.csv": 1}
    assert table.read_text() == ROWS.replace("old,01,Late-Days,3,past\n", "")
