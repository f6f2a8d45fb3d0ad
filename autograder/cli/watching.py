"""The command that grades what comes in."""

from __future__ import annotations

import gc
import signal
import sys
import time
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from autograder.cli.common import assignment_argument, err, measured, out, say_changed
from autograder.cli.render import counted
from autograder.course import Course
from autograder.errors import CourseError
from autograder.sandbox import SandboxError

if TYPE_CHECKING:
    from autograder.batch.result import ClassResult
    from autograder.feedback.write import FeedbackSummary
    from autograder.records import Grade

GARBAGE = (5_000, 10, 10)  # objects, and looks: see `gc.set_threshold`
AGAIN_SECONDS = 5.0  # after trouble with the course or the machine, before it is tried again


@click.command()
@assignment_argument(required=True)
@click.option("--collect", is_flag=True, help="Also take in what comes into nbgrader's exchange.")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Graders at once [default: cores].")
def watch(assignment: str, collect: bool, jobs: int) -> None:
    """Grade what is handed in as it comes into submitted/, and write its feedback page at once.

    It begins with what is there and not graded yet, and goes on until Ctrl-C or SIGTERM. Stopped at
    any moment, the same command goes on where it was. Trouble with one hand-in is a line on stderr;
    with the course or the machine, too, and it is tried again until it is mended.
    """
    from autograder.batch.watch import alone

    course = Course.load()
    course.assignment(assignment)
    done = Counts()
    taken = _from_exchange(course, assignment, done) if collect else lambda: None
    with alone(course, assignment), ended_by_signals():
        try:
            _watch(course, assignment, jobs, done, taken)
        except KeyboardInterrupt:
            pass
        finally:
            out.print(f"{assignment}: {done}", markup=False, soft_wrap=True)


def _watch(
    course: Course, name: str, jobs: int, done: Counts, collected: Callable[[], None]
) -> None:
    """Watch, with new graders whenever the course changes; never end by itself."""
    from autograder.batch.tier import usable_tier
    from autograder.batch.watch import Watch
    from autograder.gradebook.database import opened
    from autograder.grading.pool import Pool

    began = False
    while True:
        try:
            course = Course.load(course.root)
            assignment = course.assignment(name)
            measured(course, [assignment])
            tier = usable_tier(course, False)
            # SQLite writes its log back, and waits for the disk, whenever the last one closes it
            with Pool(course, jobs, only=name) as pool, opened(course):
                pool.warm(sys.maxsize)
                watched = Watch(course, assignment, tier, pool, done.told)
                watched.go_on()
                if not began:
                    said = f"{name}: watching submitted/; Ctrl-C ends it"
                    out.print(said, markup=False, soft_wrap=True)
                began = True
                with memory_given_back():
                    watched.run(collected)
        except (CourseError, SandboxError) as error:
            if not began:
                raise
            done.trouble(str(error))
            time.sleep(AGAIN_SECONDS)


@contextmanager
def memory_given_back() -> Iterator[None]:
    """Look for what is not needed any more as often as Python does.

    Other commands end soon, and hardly look: a watch would grow by a third of a megabyte a hand-in.
    """
    before = gc.get_threshold()
    gc.set_threshold(*GARBAGE)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _from_exchange(course: Course, name: str, done: Counts) -> Callable[[], None]:
    """Return what takes in new work from the exchange; raise CourseError if it cannot be used."""
    from autograder.nbgrader_plugins.inbox import Inbox

    inbox = Inbox(course, name)
    inbox.take()

    def take() -> None:
        try:
            inbox.take()
        except CourseError as error:
            done.trouble(str(error))

    return take


@dataclass
class Counts:
    """What has been done so far; says each on the way, in a line."""

    graded: int = 0
    pages: int = 0
    troubles: int = 0
    last: str = ""

    def __str__(self) -> str:
        parts = [f"{self.graded} graded", counted(self.pages, "page")]
        parts += [f"{self.troubles} with trouble"] if self.troubles else []
        return f"{', '.join(parts)}; the same command goes on from here"

    def told(self, result: ClassResult, served: Set[str], handed: FeedbackSummary | None) -> None:
        """Count and say what has landed."""
        self.graded += result.computed
        self.last = ""
        say_changed(result.changed)
        for grade in result.grades if served else ():
            if grade.student in served:
                said = _said(result, grade)
                when = time.strftime("%H:%M:%S")
                out.print(f"{when} {grade.student}: {said}", markup=False, soft_wrap=True)
        troubled = dict(result.troubled)
        if handed is not None:
            self.pages += handed.pages
            troubled |= handed.left_out
        for student, why in troubled.items():
            self.troubles += 1
            err.print(f"{student!a}: {' '.join(why.split())}", markup=False, soft_wrap=True)

    def trouble(self, said: str) -> None:
        """Say what stops all grading, once until it is another or something has landed."""
        if said != self.last:
            err.print(f"{said}; trying again", style="yellow", markup=False, soft_wrap=True)
        self.last = said


def _said(result: ClassResult, grade: Grade) -> str:
    if grade.status == "graded":
        return f"{result.standing(grade).points:g} of {result.grades.maximum:g}"
    return ": ".join([grade.status.replace("_", " "), *grade.message.strip().splitlines()[-1:]])


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let SIGTERM do what Ctrl-C does."""

    def stop(number: int, frame: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
