"""What the terminal shows: tables, a progress bar, marks. No colour when it is not a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from statistics import fmean, quantiles
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from autograder.course import Assignment
from autograder.records import Grade

if TYPE_CHECKING:
    from autograder.batch.result import ClassResult
    from autograder.batch.standing import Standing
from autograder.term.about import NOBODY

LARGE_CLASS = 40  # more students than this are counted, not listed
FREQUENT = 8  # mistakes that a summary names

MARKS = {
    "passed": "[green]✓[/]",
    "partial": "[yellow]◐[/]",
    "failed": "[red]✗[/]",
    "not_attempted": "[dim]–[/]",
    "blocked": "[dim]⊘[/]",
    "manual": "[cyan]✎[/]",
    "could_not_check": "[bold magenta]![/]",
}
LEGEND = (
    "✓ passed  ◐ partial  ✗ failed  – not attempted  ⊘ blocked  ✎ waits for a person\n"
    "! could not be checked (our fault)  ⚑ a person should look"
)


class Bar:
    """A progress bar with rate and time left, of what is to be computed."""

    def __init__(self, shown: Progress | None) -> None:
        self._shown, self._known = shown, 0
        self._task: TaskID | None = None

    def started(self, total: int, known: int) -> None:
        """Say how many there are, and how many are known from before."""
        self._known = known
        if self._shown:
            said = f"grading ({known} unchanged)" if known else "grading"
            self._task = self._shown.add_task(said, total=total - known)

    def graded(self) -> None:
        """Count one more; those known from before come first, and would belie the rate."""
        if self._known:
            self._known -= 1
        elif self._shown and self._task is not None:
            self._shown.advance(self._task)


class RateColumn(ProgressColumn):
    """Submissions a second, once there is a rate."""

    def render(self, task: Task) -> Text:
        """Return the rate of a task."""
        speed = task.finished_speed or task.speed
        if not speed and task.completed and task.elapsed:  # one alone makes no speed yet
            speed = task.completed / task.elapsed
        return Text(f"{speed:.1f}/s" if speed else "")


@contextmanager
def progress(console: Console, quiet: bool) -> Iterator[Bar]:
    """Show a progress bar on a terminal; nothing elsewhere."""
    if quiet or not console.is_terminal:
        yield Bar(None)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        RateColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, refresh_per_second=4) as shown:
        yield Bar(shown)


def class_table(assignment: Assignment, result: ClassResult) -> Group:
    """Return the class as a table, student by student; a large class as a summary."""
    if len(result.grades) + len(result.missing) > LARGE_CLASS:
        return class_summary(assignment, result)
    names = ", ".join(exercise.name for exercise in assignment.exercises)
    table = Table(pad_edge=False)
    table.add_column("student", overflow="fold")
    named = any(about.name for about in result.people.values())
    if named:
        table.add_column("name", overflow="fold")
    table.add_column(f"of {result.grades.maximum:g}", justify="right", no_wrap=True)
    table.add_column("states", no_wrap=True)
    table.add_column("diagnoses", overflow="fold")
    tiers, inside = set(), dict[str, None]()
    for grade in result.grades:
        inside |= dict.fromkeys(e.name for e in grade.exercises if e.tests == "inside")
        first, *others, said = _row(result.standing(grade))
        said = "; ".join(part for part in (said, _notes(result, grade.student)) if part)
        table.add_row(first, *_name(named, result, grade.student), *others, said)
        tiers.add(grade.sandbox)
    for name, why in result.left_out.items():
        why = escape(f"left out: {why}")
        table.add_row(escape(ascii(name)), *_name(named, result, name), "?", "", why)
    for name in result.missing:
        excused = result.people.get(name, NOBODY).excused
        said = _notes(result, name) if excused else f"missing {_notes(result, name)}".strip()
        table.add_row(escape(name), *_name(named, result, name), "", "", f"[dim]{said}[/]")
    lines = [_counts(assignment, result), LEGEND, *_inside(inside)]
    return Group(f"{assignment.name}: {names}", table, *lines, *_warnings(tiers))


def _name(named: bool, result: ClassResult, student: str) -> list[str]:
    return [escape(result.people.get(student, NOBODY).name)] if named else []


def _notes(result: ClassResult, student: str) -> str:
    """What holds for a student: exceptions, late days that were used."""
    return escape("; ".join(result.people.get(student, NOBODY).notes))


def class_summary(assignment: Assignment, result: ClassResult) -> Group:
    """Return counts in place of names: states by exercise, points, the most frequent mistakes."""
    tally = result.tally()
    table = Table(pad_edge=False)
    table.add_column("exercise", overflow="fold")
    for mark in MARKS.values():
        table.add_column(mark, justify="right")
    for exercise in assignment.exercises:
        counts = tally.exercises.get(exercise.name, Counter[str]())
        table.add_row(escape(exercise.name), *(str(counts.get(status, 0)) for status in MARKS))
    lines = [_counts(assignment, result), LEGEND]
    states = ", ".join(f"{n} {status.replace('_', ' ')}" for status, n in tally.statuses.items())
    people = f"{tally.flagged} for a person to look at; {len(result.left_out)} left out"
    lines.append(f"{states}; {people}")
    if len(tally.points) > 1:
        low, middle, high = quantiles(tally.points, n=4)
        lines.append(
            f"points of {result.grades.maximum:g}: mean {fmean(tally.points):.2f}, "
            f"quartiles {low:g} · {middle:g} · {high:g}"
        )
    for (name, where), count in tally.diagnoses.most_common(FREQUENT):
        lines.append(escape(f"{count:6} {name} ({where})"))
    lines += _inside(tally.inside)
    lines.append("Each student: --json FILE, or `course export`.")
    return Group(assignment.name, table, *lines, *_warnings(tally.tiers))


def counted(number: int, what: str) -> str:
    """Return "1 page", "2 pages"."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def _counts(assignment: Assignment, result: ClassResult) -> str:
    """Say how many there are, and where they belong when there are none."""
    number = len(result.grades)
    said = f"{counted(number, 'submission')}, {result.computed} graded now"
    excused = sum(about.excused for about in result.people.values())
    missing = sum(not result.people.get(one, NOBODY).excused for one in result.missing)
    said += f"; {missing} missing" if missing else ""
    said += f"; {excused} excused" if excused else ""
    names = [f"{name}.ipynb" for name in assignment.notebooks]
    place = f"submitted/<student>/{assignment.name}/{', '.join(names)}"
    return said if number or result.left_out else f"{said}; each belongs at {place}"


def _inside(names: Collection[str]) -> list[str]:
    """Say whose tests ran in the students' own processes, which such code can reach."""
    return [escape(f"tests: inside: {', '.join(names)}")] if names else []


def _warnings(tiers: set[str]) -> list[str]:
    return ["[bold red]GRADED WITHOUT A SANDBOX[/bold red]"] if "none" in tiers else []


def _row(stands: Standing) -> list[str]:
    grade = stands.grade
    name = escape(grade.student) + (" ⚑" if grade.flags else "")
    if grade.status != "graded":
        said = grade.message.strip().splitlines()
        words = ": ".join([grade.status.replace("_", " "), *said[-1:]])
        known = grade.status == "refused" or stands.people
        points = f"{stands.points:g}" if known else "?"
        return [name, points, "", f"[red]{escape(words)}[/red]"]
    states = "".join(MARKS[exercise.status] for exercise in grade.exercises)
    said = [_diagnoses(grade, stands.people), *_by_people(stands)]
    return [name, f"{stands.points:g}", states, "; ".join(filter(None, said))]


def _by_people(stands: Standing) -> Iterator[str]:
    """Say which points are a person's."""
    for exercise in stands.grade.exercises:
        if exercise.name in stands.people:
            points = f"{exercise.points:g} of {exercise.max_points:g}"
            old = " who read an earlier version" if exercise.name in stands.old else ""
            yield f"[cyan]{escape(exercise.name)} {points} by a person{old}[/]"


def _diagnoses(grade: Grade, people: Collection[str] = ()) -> str:
    """Name each recognised mistake with the exercises it was made in, then what else went wrong."""
    made: dict[str, list[str]] = {}
    for exercise in grade.exercises:
        if exercise.status in ("partial", "failed", "blocked", "could_not_check"):
            if exercise.name in people and not exercise.diagnosis:
                continue
            reason = next((c.reason for c in exercise.checks if c.reason), "")
            word = exercise.diagnosis or reason or exercise.status
            made.setdefault(word, []).append(exercise.name)
    return escape("; ".join(f"{word} ({', '.join(names)})" for word, names in made.items()))


def findings_table(findings: Sequence[Any]) -> Table:
    """Return what `course build --check` found, with the command that mends each."""
    table = Table("where", "found", "mend with")
    for finding in findings:
        table.add_row(escape(finding.where), escape(finding.what), escape(finding.mend))
    return table


def doctor_table(findings: Sequence[Any]) -> Table:
    """Return what `course doctor` looked at."""
    table = Table("", "", "", show_header=False)
    for finding in findings:
        mark = MARKS["passed" if finding.good else "failed"]
        table.add_row(mark, escape(finding.what), escape(finding.found))
    return table


def self_check_lines(results: Sequence[Any]) -> Iterator[str]:
    """Yield a line for each public check."""
    for result in results:
        mark = MARKS["passed" if result.passed else "failed"]
        said = f": {result.said}" if result.said else ""
        yield f"{mark} {escape(result.exercise + said)}"
