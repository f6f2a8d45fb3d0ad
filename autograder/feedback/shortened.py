"""Cuts what a student wrote to what nbgrader's form grader lays out in seconds.

It colours code and renders markdown each time the page is opened: a megabyte takes over a minute.
"""

from __future__ import annotations

from dataclasses import replace

from autograder.records import Cell, Submission

# Characters. Measured: what is hostile takes 50 to 85 µs for each of them, and a few things four
# times as long for twice as many; so a page takes some four seconds at the most. The answers to a
# lesson have 4,000 together.
MOST_OF_A_CELL = 10_000
MOST_OF_A_NOTEBOOK = 50_000
ORDER = ("answer", "quoted", "scratch")  # an answer has its room before any cell that was added


def shortened(submission: Submission, student: str) -> tuple[Cell, ...]:
    """Return the cells as a graded notebook shows them; what is too long says where it goes on.

    ``student`` is whose page it is: equal notebooks are graded as one.
    """
    room, kept = MOST_OF_A_NOTEBOOK, dict[int, int]()
    for role in ORDER:
        for index, cell in enumerate(submission.cells):
            if cell.role == role:
                kept[index] = min(len(cell.source), MOST_OF_A_CELL, room)
                room -= kept[index]
    where = f"; the whole is in submitted/{student}/{submission.assignment}/"
    cells = []
    for index, cell in enumerate(submission.cells):
        cut = kept.get(index, len(cell.source)) < len(cell.source)
        cells.append(_cut(cell, kept[index], where) if cut else cell)
        where = "" if cut else where  # of two thousand cells not each says it
    return tuple(cells)


def _cut(cell: Cell, kept: int, where: str) -> Cell:
    """Keep the first ``kept`` characters of a cell."""
    said = f"Cut here: {kept:,} of {len(cell.source):,} characters{where}"
    said = f"# {said}" if cell.kind == "code" else f"**{said}**"
    return replace(cell, source=f"{cell.source[:kept]}\n\n{said}\n".lstrip("\n"))
