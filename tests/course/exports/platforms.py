"""How platforms read the files that we write, by their own published sources."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NOT_ASSIGNMENTS = re.compile(
    r"(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)",
)


@dataclass(frozen=True)
class ReadByCanvas:
    """What an import would do: points possible by title, and grades by student id and title.

    A title is that of an assignment, with its number where the file gives one.
    """

    possible: Mapping[str, str]
    grades: Mapping[str, Mapping[str, str]]


def canvas_reads(text: str) -> ReadByCanvas:
    """Read a gradebook as canvas-lms does: lib/gradebook_importer.rb, as of commit 00b222d7.

    Raise ValueError for a header that it refuses ("Invalid header row").
    """
    rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    head = rows[0]
    apart = head[:2] == ["LastName", "FirstName"]
    at = 2 if apart else 1
    if len(head) <= at + 2 or "ID" not in head[at] or not (apart or "Student" in head[0]):
        raise ValueError("no student headers")
    about = at + 2
    if "SIS Login ID" in head[at + 1]:
        about += 1
    elif "SIS User ID" in head[at + 1] and "SIS Login ID" in head[at + 2]:
        about += 2 + ("Integration ID" in head[at + 3])
        about += "Root Account" in head[about - 1]
    if "Section" not in head[about - 1]:
        raise ValueError(f"{head[about - 1]!r} is not the Section")
    titles = [name for name in head[about:] if not NOT_ASSIGNMENTS.search(name)]
    places = {title: head.index(title) for title in titles}
    possible: dict[str, str] = {}
    grades: dict[str, dict[str, str]] = {}
    for row in rows[1:]:
        cells = {title: _number(row[place]).strip() for title, place in places.items()}
        if "Points Possible" in row[0]:
            possible = cells
        elif not all(re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", cell) for cell in row):
            grades[row[at]] = cells
    return ReadByCanvas(possible, grades)


def canvas_changes(text: str, stands: str) -> dict[tuple[str, str], str]:
    """Return by student and title what an import changes in a gradebook; "" is a grade removed.

    The importer's no_change_to_value?: equal, or no score before and after. What is "N/A" is of an
    assignment that is not the student's, and stays.
    """
    nothing = ("", "-")
    before, after = canvas_reads(stands).grades, canvas_reads(text).grades
    return {
        (student, title): new
        for student, cells in after.items()
        for title, new in cells.items()
        if new != (old := before[student].get(title, ""))
        and not (new in nothing and old in nothing)
        and old != "N/A"
    }


def _delimiter(text: str) -> str:
    """The more frequent of the two by which the first three lines have equally many cells."""
    counts = {}
    for delimiter in ";,":
        lines = csv.reader(text.splitlines()[:3], delimiter=delimiter)
        widths = {len(row) for row in lines}
        counts[delimiter] = widths.pop() if len(widths) == 1 else 0
    return ";" if counts[";"] > counts[","] else ","


def _number(cell: str) -> str:
    """The last point or comma of a number is its decimal point, whichever it is."""
    if not re.fullmatch(r"-?[0-9.,]+%?", cell):
        return cell
    *before, last = re.split(r"[.,]", cell)
    return f"{''.join(before)}.{last}" if before else last


def moodle_reads(text: str, maximum: float, participants: Sequence[int]) -> dict[int, float]:
    """Return by participant the grades that a worksheet changes, as Moodle reads it.

    moodle, mod/assign/feedback/offline, importgradeslib.php (commit 452e36fc) and locallib.php
    (commit 04975560): three columns by their names in English, the number after ``Participant ``,
    ``unformat_float``; a row without a grade, or with one that is out of range, is passed over.
    """
    found = {}
    for row in csv.DictReader(io.StringIO(text)):
        row["Last modified (grade)"]  # a file without the column is refused
        number = int(row["Identifier"][len("Participant ") :])
        cell = row["Grade"].replace(" ", "").replace(",", ".")
        if cell and number in participants and 0 <= float(cell) <= maximum:
            found[number] = float(cell)
    return found


def moodle_imports(
    text: str, key: str, users: Mapping[str, int], items: Mapping[str, str]
) -> dict[tuple[int, str], float | None]:
    """Return by user and item what Moodle's import of grades sets; None is a grade removed.

    moodle, grade/import/csv/classes/load_data.php (commit 0289d8c7): the teacher says which column
    is the ``key`` and which are ``items``; an empty cell or ``-`` is no grade, ``unformat_float``
    reads the others. Raise ValueError for a row of a stranger or a word, for which Moodle drops the
    whole file.
    """
    found: dict[tuple[int, str], float | None] = {}
    for row in csv.DictReader(io.StringIO(text)):
        if row[key] not in users:
            raise ValueError(f"{row[key]!r} is not a user")
        for column, item in items.items():
            cell = row[column].strip()
            value = None if cell in ("", "-") else float(cell.replace(" ", "").replace(",", "."))
            found[users[row[key]], item] = value
    return found


def gradescope_reads(results: Mapping[str, Any]) -> float | None:
    """Return the total that Gradescope makes of results.json; None for a run that failed.

    gradescope/autograder_samples, docs/specs.md (commit 00f6aa02), with the fields ``status`` and
    those that gradescope-utils 0.5.0 writes for a test (json_test_runner.py): a score at the top
    counts instead of the tests' own; without any, the run has failed. Raise ValueError for a field
    or a value that is not in there.
    """
    top = {"score", "output", "visibility", "stdout_visibility", "extra_data", "tests"}
    test = {"score", "max_score", "status", "name", "number", "output", "visibility"}
    seen = ("visible", "after_due_date", "after_published", "hidden")
    for part, fields in [(results, top), *((one, test) for one in results["tests"])]:
        if more := part.keys() - fields:
            raise ValueError(f"no such fields: {more}")
        for name, values in ("visibility", seen), ("stdout_visibility", seen):
            if part.get(name, "visible") not in values:
                raise ValueError(f"{name} = {part[name]!r}")
        if part.get("status", "passed") not in ("passed", "failed"):
            raise ValueError(f"status = {part['status']!r}")
        for name in ("score", "max_score"):
            if not isinstance(part.get(name, 0.0), (int, float)):
                raise ValueError(f"{name} = {part[name]!r}")
        if not all(isinstance(part.get(name, ""), str) for name in ("name", "number", "output")):
            raise ValueError("no text")
    scores = [one["score"] for one in results["tests"] if "score" in one]
    return results.get("score", sum(scores) if scores else None)
