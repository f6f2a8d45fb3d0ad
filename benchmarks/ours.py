"""``course grade``, and the floor under it: the same cells in a warm fork, unguarded, ungraded."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from autograder.course import Assignment
from benchmarks.peers import BIN, ROOT, Grader, Scores, gradebook_scores
from tests.course.support import copy_course

STATE = (".grades", "autograded", "gradebook.db", "gradebook.db-wal", "gradebook.db-shm")


def forget(folder: Path) -> None:
    """Remove all grades from a course that was prepared here."""
    for name in STATE:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    shutil.copy(folder / "gradebook.released", folder / "gradebook.db")


class CourseGrade(Grader):
    """``course grade`` to a complete gradebook, graded notebooks and kept grades."""

    def __init__(self, folder: Path, assignment: Assignment, jobs: int = 0) -> None:
        super().__init__(folder, assignment)
        self._jobs = ["--jobs", str(jobs)] if jobs else []
        self.name = " ".join(["course grade", *self._jobs])

    def prepare(self) -> None:
        """Copy the course, and release the assignment as for stock nbgrader."""
        copy_course(self.folder)
        self.run(str(BIN / "nbgrader"), "generate_assignment", self.assignment.name, "--force")
        shutil.copy(self.folder / "gradebook.db", self.folder / "gradebook.released")

    def reset(self) -> None:
        """Nothing kept, and the gradebook as it was after the release."""
        forget(self.folder)

    def command(self) -> list[str]:
        """Grade everyone."""
        return [str(BIN / "course"), "grade", self.assignment.name, *self._jobs]

    def scores(self) -> Scores:
        """Return what stands in the gradebook."""
        return gradebook_scores(self.folder / "gradebook.db")


class ButtonGrade(CourseGrade):
    """``nbgrader autograde`` with our grader in it, as the form grader's button runs it."""

    def __init__(self, folder: Path, assignment: Assignment) -> None:
        super().__init__(folder, assignment)
        self.name = "nbgrader autograde, our grader"

    def command(self) -> list[str]:
        """Grade everyone, by nbgrader's own command."""
        return [str(BIN / "nbgrader"), "autograde", self.assignment.name]


class Floor(Grader):
    """The cells that ``course grade`` runs, two notebooks at a time, and nothing else."""

    name = "floor"

    def prepare(self) -> None:
        """Nothing to set up."""

    def reset(self) -> None:
        """Nothing is kept."""

    def command(self) -> list[str]:
        """Run every notebook's cells."""
        return [sys.executable, "-m", "benchmarks.floor", str(self.folder), self.assignment.name]

    def environment(self) -> dict[str, str]:
        """Where this module is; one thread, since others would be lost in a fork."""
        return {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
