"""Runs the cells of a class's notebooks in forks of one warm process, two at a time: the floor.

Each fork does what a kernel would do for one notebook and ends: no jail, no hidden tests, nothing
kept. Whatever grades by running students' code cannot be much faster than this.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from autograder.client.notebook_run import NOT_RUN
from autograder.course import Assignment, Course
from autograder.intake import read_submission
from autograder.records import Limits, Submission
from autograder.sandbox import child
from autograder.sandbox.shell import Cells

AT_ONCE = os.cpu_count() or 1  # as many as course grade has workers
ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Warm up, then fork once for each notebook."""
    folder, name = Path(sys.argv[1]), sys.argv[2]
    course = Course.load(ROOT)
    assignment = course.assignment(name)
    paths = sorted(folder.glob(f"submitted/*/{name}/{name}.ipynb"))
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)  # the warm-up writes a file or two
        child.warm_up(course.limits)
        for number, path in enumerate(paths):
            if number >= AT_ONCE:
                _wait()
            if os.fork() == 0:
                _run(path, assignment, course)
        for _ in paths[:AT_ONCE]:
            _wait()
        os.chdir(ROOT)


def _wait() -> None:
    _, status = os.wait()
    if status:
        raise SystemExit("a notebook could not be run")


def _run(path: Path, assignment: Assignment, course: Course) -> None:
    """In the fork: read the notebook, run its cells, end."""
    try:
        submission = read_submission(path, path.parts[-3], assignment, course.notebook_mb)
        with tempfile.TemporaryDirectory() as home:
            os.chdir(home)
            for file, data in submission.files.items():
                Path(file).write_bytes(data)
            _cells(submission, course.limits)
        os._exit(0)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(1)


def _cells(submission: Submission, limits: Limits) -> None:
    cells: Cells = child._cells[0]
    cells.take_streams()
    for index, cell in enumerate(submission.cells):
        if cell.kind == "code" and cell.role not in NOT_RUN:
            cells.run(str(index), cell.source)


if __name__ == "__main__":
    main()
