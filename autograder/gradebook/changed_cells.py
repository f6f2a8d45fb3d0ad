"""Updates the gradebook's cells of an assignment that has changed since it was first graded.

nbgrader refuses to add or remove cells once anybody has handed in, and removing the assignment
would take every score and comment that people gave with it. Here its cells are brought up to date
in place, in one transaction.
"""

from __future__ import annotations

from typing import Any

from nbgrader import api, utils
from nbgrader.api import Comment, Grade, GradeCell, Notebook, SolutionCell, SourceCell, TaskCell
from nbgrader.nbgraderformat import reads
from sqlalchemy import delete, select

from autograder.course import Assignment, Course
from autograder.gradebook.backup import backup
from autograder.gradebook.database import gradebook_url, nbgrader_url
from autograder.gradebook.tables import BEFORE


def bring_up_to_date(course: Course, assignment: Assignment) -> list[str]:
    """Update the gradebook's cells of an assignment to its release; say what has changed.

    Scores and comments of the exercises that stay are kept, a person's also above the new maximum.
    Those of an exercise that is gone go with it: the gradebook is backed up before, and the lines
    that are returned name the backup and what people had given.
    """
    told = []
    with api.Gradebook(nbgrader_url(course), course.directory.course_id) as gradebook:
        for part in assignment.parts:
            told += _updated(course, part, gradebook)
        gradebook.db.commit()
    return [f"{assignment.name}: {line}" for line in told]


def _updated(course: Course, part: Assignment, gradebook: Any) -> list[str]:
    """Update the cells of one notebook, which is made if there is none yet."""
    told = []
    released = reads(part.release.read_text(encoding="utf-8"), as_version=4).cells
    notebook = gradebook.update_or_create_notebook(part.notebooks[0], part.name)
    gone = _gone(notebook, released)
    if any(cell for cell in gone if not isinstance(cell, SourceCell)):
        told += _told_of_loss(gradebook.db, gone)
        how = " (course restore)" * (gradebook_url(course).get_backend_name() == "sqlite")
        told.append(f"the gradebook as it was before: {backup(course)}{how}")
    for cell in gone:
        for table in () if isinstance(cell, SourceCell) else (Grade, Comment):
            gradebook.db.query(table).filter(table.cell_id == cell.id).delete()
        gradebook.db.delete(cell)
    before = _before_adjusting(gradebook.db)
    for cell in released:
        told += _update(gradebook.db, notebook, cell, before)
    return told


def _gone(notebook: Notebook, released: list[Any]) -> list[Any]:
    names = {
        GradeCell: {_name(cell) for cell in released if utils.is_grade(cell)},
        TaskCell: {_name(cell) for cell in released if utils.is_task(cell)},
        SolutionCell: {_name(cell) for cell in released if utils.is_solution(cell)},
        SourceCell: {_name(cell) for cell in released if _is_kept(cell)},
    }
    there = (*notebook.grade_cells, *notebook.solution_cells, *notebook.source_cells)
    there = (*there, *notebook.task_cells)
    return [cell for cell in there if cell.name not in names[type(cell)]]


def _told_of_loss(db: Any, gone: list[Any]) -> list[str]:
    told = []
    for cell in gone:
        if isinstance(cell, SourceCell):
            continue
        table, typed, what = Comment, Comment.manual_comment, "comments"
        if isinstance(cell, GradeCell | TaskCell):
            table, typed, what = Grade, Grade.manual_score, "scores"
        count = db.query(table).filter(table.cell_id == cell.id, typed.is_not(None)).count()
        told.append(f"{cell.name} is no longer there; {count} {what} that people gave went with it")
    return told


def _before_adjusting(db: Any) -> dict[str, float]:
    """What the notebook says of cells that adjustments have changed, by id."""
    query = select(BEFORE.c.row_id, BEFORE.c.points).where(BEFORE.c.points.is_not(None))
    return dict(db.execute(query).all())


def _update(db: Any, notebook: Notebook, cell: Any, before: dict[str, float]) -> list[str]:
    """Add or change the rows of one released cell; nbgrader's SaveCells writes the same.

    ``before`` says what adjusted cells are worth in the notebook: those that are the same stay as
    they are adjusted.
    """
    told = []
    if utils.is_grade(cell) or utils.is_task(cell):
        points = float(cell.metadata.nbgrader["points"])
        kind = GradeCell if utils.is_grade(cell) else TaskCell
        row, new = _row(db, kind, notebook, cell)
        had = None if new else before.get(row.id, row.max_score)
        if had is None:
            told.append(f"{row.name} is new, {points:g} points")
        elif had != points:
            told.append(f"{row.name}: {had:g} points are now {points:g}")
            told += _above(db, row, points)
        if had != points:
            row.max_score = points
        row.cell_type = cell.cell_type
        if had is not None and had != points:
            db.execute(delete(BEFORE).where(BEFORE.c.row_id == row.id))
    if utils.is_solution(cell):
        _row(db, SolutionCell, notebook, cell)
    if _is_kept(cell):
        row, _ = _row(db, SourceCell, notebook, cell)
        row.cell_type, row.locked = cell.cell_type, utils.is_locked(cell)
        row.source, row.checksum = cell.source, cell.metadata.nbgrader.get("checksum")
    return told


def _row(db: Any, table: Any, notebook: Notebook, cell: Any) -> tuple[Any, bool]:
    where = {"name": _name(cell), "notebook_id": notebook.id}
    found = db.query(table).filter_by(**where).one_or_none()
    if found is not None:
        return found, False
    made = table(name=_name(cell), notebook=notebook)
    db.add(made)
    return made, True


def _above(db: Any, cell: Any, points: float) -> list[str]:
    rows = db.query(Grade).filter(Grade.cell_id == cell.id, Grade.manual_score > points)
    count = rows.count()
    said = f"{count} scores that people gave for {cell.name} are above that, and stay as they are"
    return [said] if count else []


def _name(cell: Any) -> str:
    return str(cell.metadata.nbgrader["grade_id"])


def _is_kept(cell: Any) -> bool:
    kinds = (utils.is_grade, utils.is_solution, utils.is_locked, utils.is_task)
    return any(kind(cell) for kind in kinds)
