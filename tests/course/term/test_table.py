"""A table that people keep is read as any spreadsheet writes it, and what is wrong is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.errors import CourseError
from autograder.term.table import Table, nearest, read_table, write_table

COLUMNS = ("student", "what", "why")


def read(folder: Path, data: bytes | str) -> Table:
    path = folder / "exceptions.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_table(path, COLUMNS, ("student", "what"))


def said(folder: Path, data: bytes | str) -> str:
    with pytest.raises(CourseError) as raised:
        read(folder, data)
    return str(raised.value).replace(str(folder / "exceptions.csv"), "FILE")


@pytest.mark.parametrize(
    "data",
    [
        "student,what,why\nada,excused,Müller said\n",
        "student;what;why\r\nada;excused;Müller said\r\n",
        "sep=;\nstudent;what;why\nada;excused;Müller said\n",
        "why\twhat\tstudent\nMüller said\texcused\tada",
        "﻿Student , What,WHY,\n  ada , excused ,Müller said,\n,,,\n\n",
        '"student","what","why"\n"ada","excused","Müller said"\n',
        "student,what,why\rada,excused,Müller said\r",
        "student,what,why\nada,excused,Müller said\n".encode("cp1252"),
        "student,what,why\nada,excused,Müller said\n".encode("utf-16"),
    ],
)
def test_a_table_is_read_as_any_spreadsheet_writes_it(tmp_path: Path, data: bytes | str) -> None:
    (line,) = read(tmp_path, data).lines
    assert (line["student"], line["what"], line["why"]) == ("ada", "excused", "Müller said")
    assert line["no such column"] == ""


def test_no_file_is_an_empty_table(tmp_path: Path) -> None:
    table = read_table(tmp_path / "exceptions.csv", COLUMNS, COLUMNS)
    assert (table.columns, table.lines) == (COLUMNS, ())


def test_a_fault_is_said_with_the_line_that_an_editor_shows(tmp_path: Path) -> None:
    table = read(tmp_path, 'sep=,\nstudent,what,why\nada,excused,"two\nlines"\n\nbob,x,\n')
    assert [line.number for line in table.lines] == [3, 6]
    for line in table.lines * 6:
        table.fault(line, "wrong")
    with pytest.raises(CourseError) as raised:
        table.check()
    first, *others = str(raised.value).splitlines()
    assert first == f"{table.path}, line 3: wrong"
    assert (len(others), others[0], others[-1]) == (10, "  line 6: wrong", "  and 2 more")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("", "FILE, line 1: there is no column 'student'"),
        ("studnet,what\nada,excused\n", "did you mean 'studnet'?"),
        ("student,what\nada,excused,why,not\n", "FILE, line 2: 2 cells more than columns"),
        ("student,what,what\n", "FILE, line 1: two columns are called 'what'"),
        (b"PK\x03\x04\0\0\0", "FILE is no text; save it as CSV (UTF-8) in your spreadsheet"),
        ("student,what\nada,a\0b\n", "FILE is no text"),
        ('student,what\nada,"' + "x" * 200_000, "FILE, line 2: field larger than field limit"),
    ],
)
def test_what_is_no_table_is_said(tmp_path: Path, data: bytes | str, why: str) -> None:
    assert why in said(tmp_path, data)


def test_a_file_that_cannot_be_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "students.csv"
    path.write_text("student\n")

    def refused(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(CourseError, match="cannot be read: Permission denied"):
        read_table(path, COLUMNS, ("student",))


def test_what_is_written_is_read_again_with_columns_of_others(tmp_path: Path) -> None:
    table = read(tmp_path, "room;student;what\nB 12;ada;excused\n")
    rows = [*(line.cells for line in table.lines), {"student": "bo;b", "what": '"late"\nday'}]
    write_table(table, rows)
    again = read_table(table.path, COLUMNS, ("student", "what"))
    assert again.columns == ("room", "student", "what")
    assert [dict(line.cells) for line in again.lines] == [
        {"room": "B 12", "student": "ada", "what": "excused"},
        {"room": "", "student": "bo;b", "what": '"late"\nday'},
    ]


def test_a_word_that_is_close_is_proposed() -> None:
    assert nearest("extention", ("extension", "excused")) == "; did you mean 'extension'?"
    assert nearest("xyz", ("extension", "excused")) == ""
