"""The course's settings: every number that a teacher may change."""

from __future__ import annotations

import ast
import copy
import difflib
import os
import sys
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from traitlets import Dict, Enum, Float, Integer, List, TraitError, Unicode, validate
from traitlets.config import Config, Configurable
from traitlets.config.loader import PyFileConfigLoader

from autograder.course.assignment import Assignment, is_notebook
from autograder.course.config_errors import (
    check_due_date,
    check_folders,
    check_names,
    line_of,
    words_of,
)
from autograder.course.times import days_late, in_utc, read_moment
from autograder.errors import CourseError
from autograder.records import Limits

CONFIG = "course_config.py"
OF_NBGRADER = "nbgrader_config.py"  # may have settings of its own, where a course was there before


class Course(Configurable):
    """Everything a teacher may change; set as ``c.Course.<name>`` in course_config.py."""

    due_dates = Dict(
        key_trait=Unicode(),
        help="Due date of each assignment, with its time zone; None for no date.",
    )
    handed_out = List(
        trait=Unicode(),
        help="Files that are handed out whatever their name and text: 07_sorting/07_sorting.pdf.",
    )
    partial_credit_cap = Float(
        0.5, min=0, max=1, help="Largest share of an exercise's points below full marks."
    )
    late_grace_minutes = Float(15, min=0, help="Minutes after the due date that cost nothing.")
    late_percent_per_day = Float(
        10, min=0, max=100, help="Percent of the score lost for each day begun after that."
    )
    late_max_percent = Float(
        50, min=0, max=100, help="Most that lateness alone can cost, in percent of the score."
    )
    late_days = Integer(
        0, min=0, help="Days late over the term, for each student, before lateness costs anything."
    )
    counts = Enum(
        ("last", "last in time", "best"),
        default_value="last",
        help="Which of a student's hand-ins counts: last, last in time, or best.",
    )
    group_work = List(
        trait=Unicode(),
        default_value=["*"],
        help="Assignments that the groups of students.csv hand in together; * is every one.",
    )
    best_of = Integer(
        0, min=0, help="How many assignments count for the term, the best ones; 0 means all."
    )
    bonus = List(
        trait=Unicode(),
        help="Assignments whose points come on top, and whose maximum counts for nobody.",
    )
    cell_seconds = Float(10, min=0.1, help="Longest run of one notebook cell.")
    call_seconds = Float(10, min=0.1, help="Longest call that a hidden test makes.")
    submission_seconds = Float(
        120, min=1, help="Longest time for a whole submission, reruns included."
    )
    memory_mb = Integer(
        1024, min=64, help="Memory of one student process above the warm start, in MB."
    )
    total_memory_mb = Integer(
        1536, min=128, help="Memory of all processes of a submission together, in MB."
    )
    processes = Integer(64, min=1, help="Processes and threads of a submission.")
    file_mb = Integer(16, min=1, help="Largest file that student code may write, in MB.")
    disk_mb = Integer(64, min=1, help="Private disk of a submission, in MB.")
    output_kb = Integer(512, min=1, help="Output that is kept of one cell, in kB.")
    reply_mb = Integer(16, min=1, help="Largest value a function may return, in MB.")
    notebook_mb = Integer(20, min=1, help="Largest notebook that is taken in, in MB.")
    jobs = Integer(0, min=0, help="Graders at work at once; 0 means one for each core.")

    @validate("due_dates")
    def _dates_have_zones(self, proposal: Any) -> dict[str, str | None]:
        for assignment, text in proposal["value"].items():
            if text is not None:
                check_due_date(assignment, text)
        return dict(proposal["value"])

    def __init__(self, root: Path | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.root = (root or Path.cwd()).resolve()

    @classmethod
    def load(cls, root: Path | None = None) -> Course:
        """Read ``course_config.py`` in ``root``, or in the nearest folder above that has one."""
        start = (root or Path.cwd()).resolve()
        for folder in (start, *start.parents):
            if (folder / CONFIG).is_file():
                return cls._read(folder)
        raise CourseError(
            f"{start}: no {CONFIG} here or above; run `course` in the course's folder"
        )

    @classmethod
    def _read(cls, folder: Path) -> Course:
        path = folder / CONFIG
        config = _loaded(path)
        if _says_more(folder / OF_NBGRADER):
            config = _loaded(folder / OF_NBGRADER)
        try:
            check_names(config, cls.class_trait_names(config=True))
            check_folders(config)
            course = cls(root=folder, config=config)
            course._check_due_names()
        except TraitError as error:
            raise CourseError(f"{path}: {words_of(error)}") from None
        return course

    @staticmethod
    def check_nbgrader(path: Path) -> None:
        """Raise CourseError for settings of nbgrader's with which no course can be ours."""
        try:
            check_folders(_loaded(path))
        except TraitError as error:
            raise CourseError(f"{path}: {words_of(error)}") from None

    def _check_due_names(self) -> None:
        """Raise TraitError for a name in due_dates that is one of an undated assignment, misspelt.

        Others may be those of assignments to come: `course doctor` names them.
        """
        undated = [name for name in self.assignments if name not in self.due_dates]
        for name in self.dates_of_nothing:
            if near := difflib.get_close_matches(name, undated, n=1):
                raise TraitError(
                    f"due_dates[{name!r}] = {self.due_dates[name]!r}: there is no assignment "
                    f"{name!r}; did you mean {near[0]!r}?"
                )

    @property
    def dates_of_nothing(self) -> list[str]:
        """The names in due_dates that no assignment has."""
        return sorted(set(self.due_dates) - set(self.assignments))

    @property
    def limits(self) -> Limits:
        """The limits of one submission, as the sandbox takes them."""
        return Limits(**{f.name: getattr(self, f.name) for f in fields(Limits)})

    @cached_property
    def directory(self) -> Any:
        """Return nbgrader's own view of the folders and of the gradebook."""
        from nbgrader.coursedir import CourseDirectory  # seconds to import; workers do without

        config: Config = copy.deepcopy(self.config)
        config.CourseDirectory.root = str(self.root)
        return CourseDirectory(config=config)

    @property
    def assignments(self) -> list[str]:
        """Every assignment with a source notebook (for students: a released one), in order."""
        found = [*self.root.glob("source/*/*.ipynb"), *self.root.glob("release/*/*.ipynb")]
        return sorted({path.parent.name for path in found if is_notebook(path)})

    def assignment(self, name: str) -> Assignment:
        """Return the assignment called ``name``."""
        if name not in self.assignments:
            known = ", ".join(self.assignments) or "none"
            raise CourseError(f"there is no assignment {name!r}; there are: {known}")
        return Assignment(self.root, name, self.exchange_zone)

    def due(self, assignment: str) -> datetime | None:
        """Return the due date in UTC without a zone, as the gradebook keeps it."""
        text = self.due_dates.get(assignment)
        return in_utc(read_moment(text)) if text else None

    def days_late(self, assignment: str, when: datetime | None, due: datetime | None) -> int:
        """Return how many days late ``when`` is, counted in the zone of the due date.

        ``due`` is the student's own, with an extension; both are UTC without a zone.
        """
        if when is None or due is None:
            return 0
        text = self.due_dates.get(assignment)
        zone = (read_moment(text).tzinfo if text else None) or UTC
        return days_late(when, due, timedelta(minutes=self.late_grace_minutes), zone)

    @property
    def exchange_zone(self) -> str:
        """The zone in which nbgrader's exchange writes when work came in."""
        return str(self.config.get("Exchange", {}).get("timezone", "UTC"))


def _loaded(path: Path) -> Config:
    """Run a file of settings; raise CourseError, which names its line.

    It may import what stands beside it, as where `nbgrader` reads it.
    """
    before, here = {*sys.modules}, str(path.parent)
    sys.path.insert(0, here)
    try:
        return PyFileConfigLoader(path.name, path=here).load_config()
    except Exception as error:  # the file is Python: it may raise anything
        raise CourseError(f"{path}{line_of(error, path)}: {words_of(error)}") from None
    finally:
        sys.path.remove(here)
        for name in {*sys.modules} - before:  # another course has others of that name
            if Path(getattr(sys.modules[name], "__file__", None) or "/").parent == path.parent:
                del sys.modules[name]


def _says_more(path: Path) -> bool:
    """Say whether nbgrader's settings load ours and have others besides."""
    try:
        body = ast.parse(path.read_text(encoding="utf-8")).body
    except (OSError, ValueError, SyntaxError):
        return False  # none, or nbgrader says what is wrong
    calls = [ast.unparse(s) for s in body if not isinstance(s, ast.Expr | ast.Import)]
    return bool(calls) and any(CONFIG in ast.unparse(s) for s in body if isinstance(s, ast.Expr))


for _trait in Course.class_own_traits().values():
    _trait.tag(config=True)  # all of them are settings


def tools_on_path() -> None:
    """Let nbgrader find `alembic`, which it calls by name, beside this Python."""
    here = str(Path(sys.executable).parent)
    if here not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([here, os.environ.get("PATH", os.defpath)])
