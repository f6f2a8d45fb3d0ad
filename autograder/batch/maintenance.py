"""Maintains the store of grades: why a submission is graded again, and which files are unused."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.batch.landing import shown_key
from autograder.batch.plan import NotLoaded, make_plan
from autograder.batch.store import FOLDER, Store
from autograder.batch.why_changed import changed_parts
from autograder.course import Assignment, Course
from autograder.grading.grade_json import KEY_FILE

UP_TO_DATE = "up to date"
TORN_SECONDS = 3600.0  # a temporary file this old belongs to no run that is still alive


@dataclass(frozen=True)
class RegradeReason:
    """Why the next `course grade` will, or will not, grade a student's work."""

    student: str
    why: str


def reasons(
    course: Course, assignment: Assignment, tier: str, student: str | None = None
) -> Iterator[RegradeReason]:
    """Say of each submission whether its grade is up to date, and if not, what changed."""
    plan = make_plan(course, assignment, students=[student] if student else None, tier=tier)
    plan.check_there(student or "")
    for name, why in {**plan.left_out, **plan.unreadable}.items():
        yield RegradeReason(name, f"left out: {why}")
    for name, why in plan.refused.items():
        yield RegradeReason(name, f"refused: {why}")
    for name, known in plan.known.items():
        is_shown = shown_key(plan.graded_folder(name)) == known.key.hex()
        yield RegradeReason(name, UP_TO_DATE if is_shown else "graded, but not shown yet")
    for students in plan.todo.values():
        for name in students:
            loaded = plan.attempt(name, plan.load)
            if isinstance(loaded, NotLoaded):
                why = f"{'refused' if loaded.refused else 'left out'}: {loaded.why}"
            else:
                why = _difference(plan.store, shown_key(plan.graded_folder(name)), loaded.parts)
            yield RegradeReason(name, why)


def _difference(store: Store, kept: str, now: Mapping[str, str]) -> str:
    if not kept:
        return "not graded yet"
    changed = changed_parts(store, kept, now)
    if changed is None:
        return "its grade is not in the store"
    return f"changed: {', '.join(changed)}" if changed else "its last grading was our fault"


def orphans(course: Course) -> list[Path]:
    """Return files that no graded notebook uses: older grades, temporary files of killed runs."""
    folder = course.root / FOLDER
    shown = {shown_key(mark.parent) for mark in course.root.glob(f"autograded/*/*/{KEY_FILE}")}
    old = [path for path in folder.glob("??/*.json") if path.stem not in shown]
    old = [path for path in old if not path.parent.is_symlink()]  # somebody else's folder
    torn = [*folder.rglob(".tmp-*"), *(course.root / "autograded").rglob(".tmp-*")]
    late = time.time() - TORN_SECONDS
    found = [*old, *(path for path in torn if path.lstat().st_mtime < late)]
    return sorted(path for path in found if path.is_symlink() or path.is_file())
