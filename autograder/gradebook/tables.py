"""nbgrader's tables as far as they are read and written here, without importing nbgrader.

Its own classes bring seconds of imports and dozens of correlated subqueries; plain statements on
the same columns do not.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, DateTime, Float, Interval, String, Text, column, table


def _table(name: str, texts: str, **others: Any) -> Any:
    """Name a table's columns: those of type String in one text, the others with their types."""
    columns = dict.fromkeys(texts.split(), String) | others
    return table(name, *(column(key, kind) for key, kind in columns.items()))


ASSIGNMENT = _table("assignment", "id name", duedate=DateTime)
NOTEBOOK = _table("notebook", "id name assignment_id")
CELL = _table("base_cell", "id name type notebook_id")
GRADE_CELL = _table("grade_cells", "id", max_score=Float)
TASK_CELL = _table("task_cells", "id", max_score=Float)
WITH_POINTS = (GRADE_CELL, TASK_CELL)
SOURCE_CELL = _table("source_cell", "id name notebook_id")
STUDENT = _table("student", "id first_name last_name email lms_user_id")
SUBMITTED = _table(
    "submitted_assignment", "id assignment_id student_id", timestamp=DateTime, extension=Interval
)
SUBMITTED_NOTEBOOK = _table(  # assignment_id is that of the submitted assignment
    "submitted_notebook",
    "id assignment_id notebook_id",
    flagged=Boolean,
    late_submission_penalty=Float,
)
GRADE = _table(  # notebook_id is that of the submitted notebook, in COMMENT, too
    "grade",
    "id cell_id notebook_id",
    auto_score=Float,
    manual_score=Float,
    extra_credit=Float,
    needs_manual_grade=Boolean,
)
COMMENT = _table("comment", "id cell_id notebook_id", auto_comment=Text)
# Ours, beside nbgrader's: a hash of what stood there to be read when a score was last written. No
# key of nbgrader's refers to it, so that what nbgrader deletes it can delete.
READ = _table("autograder_read", "grade_id digest")
# And the version for which a person gave points, where something else has stood there since.
SEEN = _table("autograder_seen", "grade_id version")
# Ours, too: the extensions that a teacher's file gave, in seconds, and what stood there before.
EXTENDED = _table("autograder_extension", "submitted_id", given_seconds=Float, before_seconds=Float)
# And what stood in a row before adjustments, of those rows only that are adjusted: the machine's
# points of a score, the notebook's points of a cell; and a row for each such assignment.
BEFORE = _table("autograder_before", "row_id", points=Float)
OURS = (READ, SEEN, EXTENDED, BEFORE)
MAKE_OURS = (
    "CREATE TABLE IF NOT EXISTS autograder_read "
    "(grade_id VARCHAR(32) PRIMARY KEY, digest VARCHAR(32) NOT NULL)",
    "CREATE TABLE IF NOT EXISTS autograder_seen "
    "(grade_id VARCHAR(32) PRIMARY KEY, version VARCHAR(32) NOT NULL)",
    "CREATE TABLE IF NOT EXISTS autograder_extension "
    "(submitted_id VARCHAR(32) PRIMARY KEY, given_seconds DOUBLE PRECISION NOT NULL, "
    "before_seconds DOUBLE PRECISION)",
    "CREATE TABLE IF NOT EXISTS autograder_before "
    "(row_id VARCHAR(32) PRIMARY KEY, points DOUBLE PRECISION)",
)
SAVED = (SUBMITTED, SUBMITTED_NOTEBOOK, GRADE, COMMENT)  # what one submission is written to
