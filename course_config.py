"""The one place for a teacher's numbers: this course's settings, and nbgrader's.

Stock `nbgrader` commands, the form grader and `course` all read this file.
`course doctor --settings` prints every setting with its meaning and its default.
"""

from autograder.course import use_in_nbgrader

c = get_config()
use_in_nbgrader(c)  # its own commands and its form grader go through our grader

# ── the course ────────────────────────────────────────────────────────────────────────────────
c.CourseDirectory.course_id = "gradient-descent"
# c.CourseDirectory.db_url = "postgresql://user@host/name"  # default: gradebook.db beside this file

# ── due dates, with a time zone ───────────────────────────────────────────────────────────────
c.Course.due_dates = {
    "01_slope": "2027-02-22 23:59Z",
    "02_one_step": "2027-03-01 23:59Z",
    "03_tips": "2027-03-08 23:59Z",
    "04_learning_rates": "2027-03-15 23:59Z",
    "05_mini_batches": "2027-03-22 23:59Z",
    "06_beyond": "2027-03-29 23:59Z",
}

# ── points ────────────────────────────────────────────────────────────────────────────────────
c.Course.partial_credit_cap = 0.5  # the most that an exercise earns until every check passes

c.Course.bonus = ["06_beyond"]  # its points come on top of the others' 100

# ── late work ─────────────────────────────────────────────────────────────────────────────────
c.Course.late_grace_minutes = 15
c.Course.late_percent_per_day = 10
c.Course.late_max_percent = 50

# ── what one submission may use ───────────────────────────────────────────────────────────────
c.Course.cell_seconds = 10
c.Course.call_seconds = 10
c.Course.submission_seconds = 120
c.Course.memory_mb = 1024
c.Course.total_memory_mb = 1536

# ── files that come from a learning platform: `nbgrader zip_collect` reads its downloads ──────────
# c.FileNameCollectorPlugin.named_regexp = r".*/(?P<student_id>[^/]+)/(?P<file_id>[^/]+)"  # others
