"""Says of an assignment how each exercise is graded: outside, inside, by a person; what fails."""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from autograder.client.faults import GraderFault
from autograder.client.student import Student
from autograder.course import Assignment, Course
from autograder.errors import CourseError
from autograder.grading.cell_grading import ways_of
from autograder.intake import Refused, read_submission
from autograder.sandbox.launcher import Sandbox

# beside Python's own OSError: what urllib, http, socket, ssl, requests and urllib3 raise
OF_NETWORKS = frozenset(
    "URLError HTTPError HTTPException gaierror timeout SSLError RequestException"  # noqa: SIM905
    " ConnectTimeout ReadTimeout ProxyError MaxRetryError NewConnectionError".split()
)


@dataclass(frozen=True)
class CellReport:
    """How the exercises of an assignment are graded whose cells hold the tests, by graded cell.

    ``inside`` says why; ``broken`` says of cells of the source what will not work, and what mends
    it.
    """

    outside: tuple[str, ...] = ()
    inside: Mapping[str, str] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    broken: Mapping[str, str] = field(default_factory=dict)

    @property
    def says(self) -> str:
        """One line of it, without what is broken."""
        why = "; ".join(f"{name} ({reason})" for name, reason in self.inside.items())
        parts = [f"{len(self.outside)} tests run outside of the student's process"]
        parts += [f"{len(self.inside)} inside: {why}"] if self.inside else []
        parts += [f"by a person: {', '.join(self.people)}"] if self.people else []
        return "; ".join(parts)


def is_by_cells(assignment: Assignment) -> bool:
    """Say whether tests in cells grade some of it."""
    return any(exercise.by_cell for exercise in assignment.exercises)


def cell_report(course: Course, assignment: Assignment) -> CellReport:
    """Run the teacher's own solution, and say how each exercise is graded."""
    outside, inside, broken = [], dict[str, str](), dict[str, str]()
    with Sandbox(course.limits) as sandbox:
        for part in assignment.parts:
            try:
                ways = ways_of(course, part, sandbox)
                broken |= dict(_stopped(course, part, sandbox))
            except (CourseError, GraderFault, Refused) as error:
                broken[part.notebooks[0]] = str(error)
                continue
            for way in ways:
                name = way.test.exercise.graded_cell
                if way.why:
                    inside[name] = way.why
                else:
                    outside.append(name)
                if way.fails:
                    broken[name] = f"its own solution fails it ({way.fails}); mend the one or other"
    people = tuple(e.graded_cell for e in assignment.exercises if e.manual)
    return CellReport(tuple(outside), inside, people, broken)


def _stopped(course: Course, part: Assignment, sandbox: Sandbox) -> Iterator[tuple[str, str]]:
    """Yield the cells of the solution that stop where students' code runs."""
    solved = read_submission(part.source, "reference", part, course.notebook_mb)
    with Student(sandbox, solved, course.limits) as student:
        runs = student.runs
    for cell, run in zip(solved.cells, runs, strict=True):
        for output in run.outputs if run is not None else ():
            if output["output_type"] == "error":
                said = f"stops with {output['ename']}: {output['evalue'][:80]}"
                mend = " in the sandbox, where there are no network and no files but those beside"
                mend = f"{mend} the notebook" if _from_outside(output["ename"]) else ""
                yield cell.name or "a cell", f"{said}{mend}"


def _from_outside(kind: str) -> bool:
    """Say whether an error of this name can come from a file, or a network, that is not there."""
    error = getattr(builtins, kind, None)
    return kind in OF_NETWORKS or (isinstance(error, type) and issubclass(error, OSError))
