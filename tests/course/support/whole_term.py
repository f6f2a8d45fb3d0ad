"""A term that a script lives through, and a record of all that people gave in it.

The record is the test's own: nothing in it is read back from the course.
"""

from __future__ import annotations

import csv
import html
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click.testing
from nbgrader.api import Gradebook

from autograder.cli import main
from tests.course.support import run_tool
from tests.course.support.forty import NAME, notebook

EXERCISES = {"test_smallest": "smallest", "test_sort_numbers": "sort_numbers", "why": "why"}
CLOCK = """
import datetime as real
import types
import nbgrader.exchange.abc.exchange as exchange

class Clock(real.datetime):
    @classmethod
    def now(cls, tz=None):
        return real.datetime.fromisoformat({now!r}).astimezone(tz)

exchange.datetime = types.SimpleNamespace(datetime=Clock)
c = get_config()
c.CourseDirectory.course_id = "sorting"
c.Exchange.root = {exchange!r}
c.Exchange.cache = {cache!r}
"""


@dataclass
class Term:
    """A course's folder with its gradebook, and what people gave: by student and cell."""

    root: Path
    url: str
    points: dict[tuple[str, str], float] = field(default_factory=dict)
    extra: dict[tuple[str, str], float] = field(default_factory=dict)
    comments: dict[tuple[str, str], str] = field(default_factory=dict)
    # how a person's points for an exercise count, where that is adjusted
    counts: dict[str, Callable[[float], float]] = field(default_factory=dict)

    def course(self, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        """Run `course`, and expect this exit code."""
        return self.run(self.root, "course", *words, code=code)

    def nbgrader(self, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        return self.run(self.root, "nbgrader", *words, code=code)

    @staticmethod
    def run(folder: Path, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = run_tool(folder, *words)
        assert done.returncode == code, (words, done.stdout + done.stderr)
        return done

    @contextmanager
    def gradebook(self) -> Iterator[Any]:
        """nbgrader's own API."""
        with Gradebook(self.url, "sorting") as book:
            yield book

    # --- what people do

    def give(self, student: str, cell: str, points: float, extra: float | None = None) -> None:
        """Give points as the form grader does."""
        with self.gradebook() as book:
            grade = book.find_grade(cell, NAME, NAME, student)
            grade.manual_score, grade.extra_credit, grade.needs_manual_grade = points, extra, False
            book.db.commit()
        self.points[student, cell] = points
        if extra is not None:
            self.extra[student, cell] = extra

    def comment(self, student: str, cell: str, text: str) -> None:
        """Write a comment as the form grader does."""
        with self.gradebook() as book:
            book.find_comment(cell, NAME, NAME, student).manual_comment = text
            book.db.commit()
        self.comments[student, cell] = text

    def submit(self, student: str, when: str, work: str) -> None:
        """Hand in by `nbgrader submit`, from the student's own folder, at a time (UTC)."""
        home = self.home(student, when)
        if not (home / NAME).is_dir():  # another student gave the folder that `fetch` brought
            shutil.copytree(self.root.parent / "homes" / "ada" / NAME, home / NAME)
        (home / NAME / f"{NAME}.ipynb").write_text(work, "utf-8")
        self.run(home, "nbgrader", "submit", NAME, f"--student={student}")

    def hand_in(self, student: str, when: str, name: str = NAME) -> None:
        """Put work that is right where `nbgrader collect` would."""
        folder = self.root / "submitted" / student / name
        folder.mkdir(parents=True)
        (folder / f"{name}.ipynb").write_text(notebook(self.root, student, name), "utf-8")
        (folder / "timestamp.txt").write_text(f"{when} UTC\n")

    def change_points(self, cell: str, points: int) -> None:
        """Edit the source notebook, as in JupyterLab."""
        path = self.root / "source" / NAME / f"{NAME}.ipynb"
        notebook = json.loads(path.read_text("utf-8"))
        (found,) = [one for one in notebook["cells"] if one["id"] == cell]
        found["metadata"]["nbgrader"]["points"] = points
        path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")

    def fetch(self, student: str, when: str) -> None:
        self.run(self.home(student, when), "nbgrader", "fetch_assignment", NAME)

    def home(self, student: str, when: str) -> Path:
        home = self.root.parent / "homes" / student
        home.mkdir(parents=True, exist_ok=True)
        places = {name: str(self.root.parent / name) for name in ("exchange", "cache")}
        config = CLOCK.format(now=f"{when}+00:00", **places)
        (home / "nbgrader_config.py").write_text(config)
        return home

    def moved(self, old: str, new: str | None) -> None:
        """From now on what people gave to one is another's; None: it has gone with them."""
        for record in (self.points, self.extra, self.comments):
            for student, cell in [key for key in record if key[0] == old]:
                value = record.pop((student, cell))
                if new is not None:
                    record[new, cell] = value  # type: ignore[assignment]

    # --- what must hold after every step

    def check(self, after: str) -> None:
        """All that people gave so far is in the gradebook, and counts in the export."""
        if not self.points:
            return
        self.check_gradebook(self.url, after)
        rows = self.exported()
        for (student, cell), points in self.points.items():
            exercise = EXERCISES[cell]
            counts = self.counts.get(exercise, lambda given: given)
            whole = counts(points + self.extra.get((student, cell), 0.0))
            assert rows[student][exercise] == f"{whole:g}", (after, student, exercise)

    def check_gradebook(self, url: str, after: str) -> None:
        with Gradebook(url, "sorting") as book:
            for record, column in ((self.points, "manual_score"), (self.extra, "extra_credit")):
                for (student, cell), points in record.items():
                    grade = book.find_grade(cell, NAME, NAME, student)
                    assert getattr(grade, column) == points, (after, student, cell, column)
            for (student, cell), text in self.comments.items():
                comment = book.find_comment(cell, NAME, NAME, student)
                assert comment.manual_comment == text, (after, student, cell)

    def check_pages(self, also: dict[str, str]) -> None:
        """Each comment is on its student's page; ``also``: who reads another one's."""
        for (student, _), text in self.comments.items():
            for reader in (student, *(one for one, other in also.items() if other == student)):
                page = self.root / "feedback" / reader / NAME / f"{NAME}.html"
                assert text in html.unescape(page.read_text("utf-8")), (reader, text)

    def exported(self, name: str = NAME, *more: str) -> dict[str, dict[str, str]]:
        """The rows of `course export --to csv`, by student; in this process, for its speed."""
        words = ["export", "--to", "csv", *([name] if name else []), *more]
        with chdir(self.root):
            done = click.testing.CliRunner().invoke(main, words)
        assert done.exit_code == 0, done.output
        return {row["student"]: row for row in csv.DictReader(done.stdout.splitlines())}

    def scores(self, expected: dict[str, float]) -> None:
        """These students have these scores, less lateness."""
        rows = self.exported()
        found = {student: rows[student]["score"] for student in expected}
        assert found == {student: f"{score:g}" for student, score in expected.items()}

    def log(self) -> list[dict[str, str]]:
        """What reports/…-changes.csv says."""
        with (self.root / "reports" / f"{NAME}-changes.csv").open(newline="") as file:
            return list(csv.DictReader(file))
