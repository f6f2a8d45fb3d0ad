"""A table that people keep: a CSV file from any spreadsheet, read by the names of its columns."""

from __future__ import annotations

import csv
import difflib
import io
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import CourseError
from autograder.files import write_atomically

DELIMITERS = ",;\t"  # a spreadsheet in a country with decimal commas writes semicolons
MOST_SAID = 10  # faults of one file
FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r\n")  # some spreadsheets read the wide ones alike


@dataclass(frozen=True)
class Line:
    """One row: its number in the file, and its cells by column, without the spaces around them."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Table:
    """A file's columns, in its own order, and its rows. Columns that we do not know are kept."""

    path: Path
    columns: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    faults: list[str] = field(default_factory=list, compare=False)

    def fault(self, line: Line, why: str) -> None:
        """Note what is wrong with a row; `check` raises for all together."""
        self.faults.append(f"line {line.number}: {why}")

    def check(self) -> None:
        """Raise CourseError with every fault that was noted, each with its line."""
        if not self.faults:
            return
        more = len(self.faults) - MOST_SAID
        said = [*self.faults[:MOST_SAID], *([f"and {more} more"] if more > 0 else [])]
        raise CourseError(f"{self.path}, " + "\n  ".join(said))


def read_table(path: Path, columns: Sequence[str], needed: Sequence[str]) -> Table:
    """Return the table in a file; an empty one with ``columns`` where there is no file.

    Raise CourseError for a file that is no table, or that lacks one of the ``needed`` columns.
    """
    if not path.is_file():
        return Table(path, tuple(columns))
    text = text_of(path)
    first = text.partition("\n")[0]
    if first.startswith("sep="):  # what Excel puts before the names of columns
        text = text.partition("\n")[2]
    skipped = 1 if first.startswith("sep=") else 0
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(DELIMITERS, key=head.count))
    names = [" ".join(name.split()).casefold().replace(" ", "_") for name in next(reader, [])]
    while names and not names[-1]:
        names.pop()
    _check_names(path, names, columns, needed)
    table, before = Table(path, tuple(names)), reader.line_num
    lines = []
    try:
        for row in reader:
            number, before = before + 1 + skipped, reader.line_num
            cells = [cell.strip() for cell in row]
            line = Line(number, dict(zip(names, cells, strict=False)))
            if any(cells[len(names) :]):
                what = "cell" if len(cells) == len(names) + 1 else "cells"
                table.fault(line, f"{len(cells) - len(names)} {what} more than columns")
            if any(cells):
                lines.append(line)
    except csv.Error as error:
        raise CourseError(f"{path}, line {reader.line_num + skipped}: {error}") from None
    table.check()
    return Table(path, tuple(names), tuple(lines))


def write_table(table: Table, rows: Sequence[Mapping[str, str]]) -> None:
    """Write rows under the table's columns, unknown ones too, so that a reader sees all or none."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([row.get(column, "") for column in table.columns] for row in rows)
    write_atomically(table.path, out.getvalue())


def put(table: Table, row: Mapping[str, str], is_same: Callable[[Line], bool]) -> Table:
    """Return the table with a row in the place of the one about the same, else as the last one.

    What that one had in columns that we do not know stays.
    """
    lines, columns = list(table.lines), tuple(dict.fromkeys([*table.columns, *row]))
    place = next((n for n, line in enumerate(lines) if is_same(line)), None)
    if place is None:
        lines.append(Line(max([1, *(line.number for line in lines)]) + 1, dict(row)))
    else:
        lines[place] = Line(lines[place].number, {**lines[place].cells, **row})
    return Table(table.path, columns, tuple(lines))


def number_of(text: str) -> float | None:
    """Read a number as people write it, with a decimal comma too; None where it is none."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def nearest(word: str, known: Sequence[str]) -> str:
    """Return "; did you mean …?" for a word that is close to a known one, else ""."""
    near = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def escape_formula(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe goes before its sign."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def unescaped(text: str) -> str:
    """Return text as it was before `escape_formula`."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def text_of(path: Path) -> str:
    """Return the file's text, whatever spreadsheet wrote it, with plain line ends."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror or error}") from error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise CourseError(f"{path} is no text; save it as CSV (UTF-8) in your spreadsheet")


def _check_names(
    path: Path, names: Sequence[str], columns: Sequence[str], needed: Sequence[str]
) -> None:
    """Raise CourseError for a column that is missing, or there twice."""
    twice = {name for name in names if name and names.count(name) > 1}
    if twice:
        raise CourseError(f"{path}, line 1: two columns are called {sorted(twice)[0]!r}")
    for name in needed:
        if name not in names:
            others = [there for there in names if there not in columns]
            raise CourseError(
                f"{path}, line 1: there is no column {name!r}{nearest(name, others)}\n"
                f"  its first line names the columns, such as: {','.join(columns)}"
            )
