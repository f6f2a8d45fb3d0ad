"""What a new course begins with: its settings, and one tiny assignment that runs at once."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.authoring.adopting import adopt, is_nbgrader_course
from autograder.authoring.skeletons import new_assignment
from autograder.course import Course
from autograder.errors import CourseError
from autograder.files import write_atomically

FIRST, EXERCISE = "01_first", "double"
MAY_BE_THERE = {".git", ".venv"}

CONFIG = '''"""The one place for a teacher's numbers: this course's settings, and nbgrader's.

Stock `nbgrader` commands, the form grader and `course` all read this file.
`course doctor --settings` prints every setting with its meaning and its default.
"""

from autograder.course import use_in_nbgrader

c = get_config()
use_in_nbgrader(c)  # its own commands and its form grader go through our grader

# ── the course ────────────────────────────────────────────────────────────────────────────────
c.CourseDirectory.course_id = "{course_id}"

# ── due dates, with a time zone ───────────────────────────────────────────────────────────────
c.Course.due_dates = {{
    # "{first}": "2030-02-22 23:59 Europe/Berlin",
}}
'''
NBGRADER = '''"""Stock nbgrader reads this file; everything stands in course_config.py."""

load_subconfig("course_config.py")
'''
PYTEST = """[tool.pytest.ini_options]
testpaths = ["tests/hidden"]
pythonpath = ["."]
"""
IGNORED = """.venv/
__pycache__/
.pytest_cache/
.ipynb_checkpoints/
/build/
# a class's work: personal data, never committed
/submitted/
/earlier/
/autograded/
/feedback/
/reports/
/downloaded/
/gradebook.db*
/backups/
/terms/
/grades.csv
/.grades/
.nbgrader.log
"""
PUPILS = """\
# Who hands in what for `course demo`: a style of right answers by number, the mistakes that they
# make, exercises left blank.
assignments = ["{first}"]

[students.ada]
style = 0

[students.bela]
wrong = ["{exercise}_not_doubled"]

[students.chen]
blank = ["{exercise}"]
"""


def start_course(folder: Path) -> list[Path]:
    """Write a working course into an empty folder, which may be new; return its files.

    Where a course of nbgrader's is, add what it lacks, and change nothing else. Raise CourseError,
    and write nothing, where the folder holds something else.
    """
    root = folder.resolve()
    if root.exists() and not root.is_dir():
        raise CourseError(f"{root} is no folder")
    if is_nbgrader_course(root):
        return adopt(root)
    inside = {path.name for path in root.iterdir()} if root.exists() else set()
    there = sorted(inside - MAY_BE_THERE)
    if there:
        more = ", …" if len(there) > 3 else ""
        raise CourseError(f"{root} holds {', '.join(there[:3])}{more}; name an empty folder")
    course_id = re.sub(r"[^\w-]+", "-", root.name).strip("-") or "course"
    files = {
        "course_config.py": CONFIG.format(course_id=course_id, first=FIRST),
        "nbgrader_config.py": NBGRADER,
        "pyproject.toml": PYTEST,
        ".gitignore": IGNORED,
        "solutions/__init__.py": '"""The model answers."""\n',
        "tests/example_class.toml": PUPILS.format(first=FIRST, exercise=EXERCISE),
    }
    for name, content in files.items():
        write_atomically(root / name, content)
    made = new_assignment(Course.load(root), FIRST, EXERCISE, 2.0)
    return [*(root / name for name in files), *dict.fromkeys(made)]
