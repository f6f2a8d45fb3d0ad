"""What this machine gives, and every setting of the course."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from traitlets import import_item

from autograder.authoring.cell_report import cell_report, is_by_cells
from autograder.authoring.source_faults import source_faults
from autograder.cli.common import NAMED
from autograder.cli.exchange import exchange
from autograder.cli.readiness import adjustments, missing_of, names_of_nothing, who_is_odd, writing
from autograder.client.packages import listed
from autograder.course import Course
from autograder.errors import CourseError
from autograder.gradebook import check_reachable
from autograder.intake import misplaced, submissions_of
from autograder.sandbox import SandboxError
from autograder.sandbox.launcher import probe_tier
from autograder.sandbox.protocol import SAFE
from autograder.sandbox.zygote_client import WAY_OUT
from autograder.term.exceptions import FILE as EXCEPTIONS
from autograder.term.exceptions import read_exceptions
from autograder.term.granting import strangers
from autograder.term.roster import FILE as ROSTER
from autograder.term.roster import read_roster

PACKAGES = ("nbgrader", "numpy", "pandas", "ipython", "jupyterlab", "pytest")


@dataclass(frozen=True)
class CheckResult:
    """One thing that was looked at."""

    what: str
    found: str
    good: bool = True


def examine(course: Course) -> list[CheckResult]:
    """Look at the sandbox, the versions, the gradebook, the assignments and the limits."""
    tier, reasons = probe_tier()
    way_out = [] if tier in SAFE else [WAY_OUT]
    findings = [
        CheckResult("sandbox", "; ".join([tier, *reasons, *way_out]), tier in SAFE),
        CheckResult(
            "python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"
        ),
        CheckResult("packages", ", ".join(f"{name} {version(name)}" for name in PACKAGES)),
        CheckResult("students import", listed()),
    ]
    try:
        findings.append(CheckResult("gradebook", check_reachable(course)))
    except CourseError as error:
        findings.append(CheckResult("gradebook", str(error), good=False))
    findings += [CheckResult(*found) for found in (*writing(course), *exchange(course))]
    for name in course.assignments:
        findings.append(_assignment(course, name))
        findings += _by_cells(course, name)
    findings += [CheckResult(*found) for found in adjustments(course)]
    findings += [CheckResult(*found) for found in names_of_nothing(course)]
    findings += [*_tables(course), *_lost(course)]
    for name in sorted(set(_named_classes(course.config))):
        try:
            import_item(name)
        except (ImportError, AttributeError):
            said = (
                f"names {name}, which is not there; docs/instructors.md, Updating, says what to do"
            )
            findings.append(CheckResult("course_config.py", said, good=False))
    limits = ", ".join(f"{name} {value:g}" for name, value in asdict(course.limits).items())
    return [*findings, CheckResult("limits", limits)]


def _tables(course: Course) -> Iterator[CheckResult]:
    """Look at the tables that a teacher keeps."""
    for name, look in ((ROSTER, _roster), (EXCEPTIONS, _exceptions)):
        try:
            yield from look(course)
        except CourseError as error:
            yield CheckResult(name, str(error), good=False)


def _exceptions(course: Course) -> Iterator[CheckResult]:
    rows = read_exceptions(course.root).all
    undated = {r.assignment for r in rows if r.what == "extension"} & {*course.assignments}
    said = strangers(course, {row.student for row in rows}, {row.assignment for row in rows})
    said += [
        f"{name} has no due date, so that its extensions do nothing"
        for name in sorted(undated)
        if not course.due_dates.get(name)
    ]
    for one in said:
        yield CheckResult(EXCEPTIONS, one.removeprefix(f"{EXCEPTIONS}: "), good=False)
    if rows and not said:
        yield CheckResult(EXCEPTIONS, f"{len(rows)} rows")


def _roster(course: Course) -> Iterator[CheckResult]:
    roster = read_roster(course.root)
    for said in who_is_odd(course, roster):
        yield CheckResult(ROSTER, said, good=False)
    work = (submissions_of(course.root / "submitted", name)[0] for name in course.assignments)
    strangers = sorted({one for names in work for one in names if one not in roster.students})
    if roster and strangers:
        said = f"{', '.join(strangers[:NAMED])}{', …' * (len(strangers) > NAMED)}"
        yield CheckResult(ROSTER, f"handed in, and not in it: {said}", good=False)
    elif roster:
        yield CheckResult(ROSTER, f"{len(roster)} students, {len(roster.groups)} groups")


def _lost(course: Course) -> Iterator[CheckResult]:
    for line in misplaced(course.root / "submitted", course.assignments):
        yield CheckResult("submitted", line, good=False)


def _named_classes(value: Any) -> Iterator[str]:
    """Yield whatever of ours a configuration names for nbgrader to load."""
    if isinstance(value, str):
        if value.startswith("autograder."):
            yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _named_classes(part)
    elif isinstance(value, Iterable):
        for part in value:
            yield from _named_classes(part)


def _assignment(course: Course, name: str) -> CheckResult:
    assignment = course.assignment(name)
    try:
        points, count = assignment.max_points, len(assignment.exercises)
    except CourseError as error:
        return CheckResult(name, str(error), good=False)
    due = course.due_dates.get(name)
    moment = course.due(name)
    over = " (over)" if moment and moment < datetime.now(UTC).replace(tzinfo=None) else ""
    said = f"{count} exercises, {points:g} points, {f'due {due}{over}' if due else 'no due date'}"
    missing = missing_of(course, assignment)
    if missing:
        more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
        said += f"; missing: {', '.join(missing[:NAMED])}{more}"
    return CheckResult(name, said, good=not missing)


def _by_cells(course: Course, name: str) -> Iterator[CheckResult]:
    """Say how an assignment is graded whose tests stand in its cells, and what will not work."""
    assignment = course.assignment(name)
    for fault in source_faults(assignment):
        yield CheckResult(f"{name}: source", str(fault), good=not fault.stops)
    try:
        if not is_by_cells(assignment):
            return
    except CourseError:  # it is not built, which its own row says
        return
    try:
        report = cell_report(course, assignment)
    except (CourseError, SandboxError) as error:
        yield CheckResult(f"{name}: tests in cells", str(error), good=False)
        return
    yield CheckResult(f"{name}: tests in cells", report.says)
    for cell, why in report.broken.items():
        yield CheckResult(f"{name}: {cell}", f"will not work: {why}", good=False)


def settings_lines() -> Iterator[str]:
    """Yield every setting of the course with its type, default and meaning."""
    for name, trait in sorted(Course.class_traits(config=True).items()):
        kind, default = type(trait).__name__, trait.default()
        yield f"c.Course.{name} ({kind}, default {default!r}): {trait.help}"
