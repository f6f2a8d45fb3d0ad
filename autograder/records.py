"""What is passed along the way of a grade: frozen records, hardly any logic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

SubmissionStatus = Literal["graded", "refused", "could_not_grade", "left_out", "missing"]
ExerciseStatus = Literal[
    "passed", "partial", "failed", "not_attempted", "blocked", "manual", "could_not_check"
]
Output = dict[str, Any]  # one nbformat output
Points = tuple[tuple[float, float], ...]  # of a path or a curve: finite


@dataclass(frozen=True)
class Limits:
    """What one submission may use; the unit is the end of each name."""

    cell_seconds: float = 10.0
    call_seconds: float = 10.0
    submission_seconds: float = 120.0
    memory_mb: int = 1024
    total_memory_mb: int = 1536
    processes: int = 64
    file_mb: int = 16
    disk_mb: int = 64
    output_kb: int = 512
    reply_mb: int = 16


@dataclass(frozen=True)
class PastedPicture:
    """A picture that a student put into a text: decoded and encoded anew, its data in base64."""

    name: str
    mime: Literal["image/png", "image/jpeg"]
    data: str


@dataclass(frozen=True)
class Cell:
    """One cell of a rebuilt notebook; ``name`` is its grade_id, else its id, else "".

    What a student added has the role ``scratch``; what they wrote into a cell of ours stands in a
    cell of its own, ``quoted``, which is shown and never run. ``notebook`` names the one of several
    that it stands in.
    """

    name: str
    kind: Literal["code", "markdown", "raw"]
    source: str
    role: Literal["text", "locked", "picture", "answer", "check", "scratch", "quoted"]
    pictures: tuple[PastedPicture, ...] = ()
    notebook: str = ""

    def place(self, index: int) -> str:
        """Say which cell this is, for a person; ``index`` is its own in the notebook, from 0."""
        return f"the cell of `{self.name}`" if self.role == "answer" else f"cell {index + 1}"


@dataclass(frozen=True)
class Elsewhere:
    """An answer whose cell was left as it was handed out, while something stands near it.

    ``runs``: code that defines the name stands in another cell, and counts from there. Otherwise a
    person looks. ``places`` says where, in a teacher's words. ``missing``: it has no cell at all.
    """

    exercise: str
    runs: bool
    places: tuple[str, ...]
    missing: bool = False


@dataclass(frozen=True)
class Submission:
    """A student's notebook, rebuilt on the master: only answers and scratch cells are theirs.

    ``missing`` are those of several notebooks that were not handed in. ``files`` lie beside the
    notebook, as they were handed out; ``own_files`` are the student's.
    """

    student: str
    assignment: str
    cells: tuple[Cell, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    python: str = ""  # the version that the notebook says it was written with
    missing: tuple[str, ...] = ()
    own_files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class CellRun:
    """What a code cell showed. ``ended_because`` is "", or why its process ended in the cell."""

    name: str
    outputs: tuple[Output, ...]
    ended_because: str = ""


@dataclass(frozen=True)
class Check:
    """One hidden test's outcome in the student's words.

    ``diagnosis`` is the exercise's one name, if this check shows that mistake.
    """

    says: str
    passed: bool
    message: str = ""
    hint: str = ""
    diagnosis: str | None = None
    weight: float = 1.0
    reason: str = ""  # "" or why no value came: "not_attempted", "time", ..., "ours", "busy"
    redundant_because: str = ""  # why a redundant check is kept
    candidates: tuple[str, ...] = ()  # mistakes that would fail it just so, until one is chosen
    unsure: tuple[str, ...] = ()  # mistakes of which it can say nothing
    edge: bool = False  # passed by doing nothing, too: counts only beside a check that is not
    reply: str = ""  # number and digest of the call that was wrong: equal for equal behaviour
    measured: tuple[Any, ...] = ()  # while fingerprints are measured: place and reply of each call


@dataclass(frozen=True)
class ExerciseGrade:
    """One exercise's points, and what the student reads and sees about it.

    ``picture_points`` is what the answer gave on data that the notebook shows, for a picture.
    ``read`` is a hash of what a person reads to give points: when it changes, they are asked again.
    ``tests`` says where the test of its cell ran: "outside" of the student's process or "inside" of
    it; "" where hidden tests, or a person, give the points.
    """

    name: str
    status: ExerciseStatus
    points: float
    max_points: float
    diagnosis: str | None = None
    message: str = ""
    checks: tuple[Check, ...] = ()
    picture_points: Points = ()
    read: str = ""
    tests: str = ""


@dataclass(frozen=True)
class Grade:
    """One submission's grade. ``outputs`` maps a code cell's index to what it showed.

    ``seconds`` is how long grading took here and now, and ``tests`` the hash of the hidden tests,
    solutions and release that the grader had read: neither is compared or kept in the store, so
    that grading again gives the same.
    """

    student: str
    assignment: str
    status: SubmissionStatus
    points: float
    max_points: float
    exercises: tuple[ExerciseGrade, ...] = ()
    sandbox: str = ""
    message: str = ""
    flags: tuple[str, ...] = ()
    outputs: Mapping[int, tuple[Output, ...]] = field(default_factory=dict)
    seconds: float = field(default=0.0, compare=False)
    tests: str = field(default="", compare=False)


def is_final(grade: Grade) -> bool:
    """Say whether a grade may be kept: one with a fault of ours in it is computed again."""
    faults = any(exercise.status == "could_not_check" for exercise in grade.exercises)
    return grade.status == "graded" and not faults
