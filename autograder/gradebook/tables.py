"""nbgrader's tables as far as they are read and written here, without importing nbgrader.

Its own classes bring seconds of imports and dozens of correlated subqueries; plain statements on
the same columns do not.
"""

from __future__ import annotations

from sqlalchemy import Boolean, DateTime, Float, Interval, String, Text, column, table

ASSIGNMENT = table(
    "assignment",
    column("id", String),
    column("name", String),
    column("duedate", DateTime),
)
NOTEBOOK = table(
    "notebook", column("id", String), column("name", String), column("assignment_id", String)
)
CELL = table(
    "base_cell",
    column("id", String),
    column("name", String),
    column("type", String),
    column("notebook_id", String),
)
GRADE_CELL = table("grade_cells", column("id", String), column("max_score", Float))
SOURCE_CELL = table(
    "source_cell", column("id", String), column("name", String), column("notebook_id", String)
)
STUDENT = table("student", column("id", String))
SUBMITTED = table(
    "submitted_assignment",
    column("id", String),
    column("assignment_id", String),
    column("student_id", String),
    column("timestamp", DateTime),
    column("extension", Interval),
)
SUBMITTED_NOTEBOOK = table(
    "submitted_notebook",
    column("id", String),
    column("assignment_id", String),  # of the submitted assignment
    column("notebook_id", String),
    column("flagged", Boolean),
    column("late_submission_penalty", Float),
)
GRADE = table(
    "grade",
    column("id", String),
    column("cell_id", String),
    column("notebook_id", String),  # of the submitted notebook
    column("auto_score", Float),
    column("manual_score", Float),
    column("extra_credit", Float),
    column("needs_manual_grade", Boolean),
)
COMMENT = table(
    "comment",
    column("id", String),
    column("cell_id", String),
    column("notebook_id", String),  # of the submitted notebook
    column("auto_comment", Text),
)
# Ours, beside nbgrader's: a hash of what stood there to be read when a score was last written. No
# key of nbgrader's refers to it, so that what nbgrader deletes it can delete.
READ = table("autograder_read", column("grade_id", String), column("digest", String))
MAKE_READ = (
    "CREATE TABLE IF NOT EXISTS autograder_read "
    "(grade_id VARCHAR(32) PRIMARY KEY, digest VARCHAR(32) NOT NULL)"
)
SAVED = (SUBMITTED, SUBMITTED_NOTEBOOK, GRADE, COMMENT)  # what one submission is written to
