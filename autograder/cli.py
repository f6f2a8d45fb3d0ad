"""The `course` command: each subcommand parses, calls one function, prints."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from autograder.course import Course, CourseError, tools_on_path
from autograder.records import is_final
from autograder.sandbox.launcher import SandboxError
from autograder.show import class_table, doctor_table, findings_table, progress, self_check_lines

OK, FAILED, TROUBLE = 0, 1, 2
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


class OneLineErrors(click.Group):
    """Errors of the course or the machine in one line, with what to do next."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand; turn our own errors into one line and exit code 2."""
        try:
            return super().invoke(ctx)
        except (CourseError, SandboxError) as error:
            err.print(f"course: {error}", style="red", markup=False)
            raise SystemExit(TROUBLE) from None
        except KeyboardInterrupt:
            err.print("course: stopped; run the same command again to go on")
            raise SystemExit(130) from None


@click.group(cls=OneLineErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gradient-descent-course")
def main() -> None:
    """Build, grade and hand back an autograded course.

    Run it inside the course's folder (the one that holds course_config.py).
    Exit codes: 0 all is well; 1 something was found or failed; 2 the course or the machine is
    in trouble.
    """
    tools_on_path()
    # jsonschema, which nbformat imports, would build 38 grammars (2 s) for a format not used here.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def assignment_argument(required: bool) -> Callable[..., Any]:
    """An ASSIGNMENT that completes in the shell."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
        try:
            return [name for name in Course.load().assignments if name.startswith(incomplete)]
        except CourseError:
            return []

    return click.argument("assignment", required=required, shell_complete=complete)


@main.command()
@assignment_argument(required=False)
@click.option("--check", "only_check", is_flag=True, help="Change nothing; fail on anything wrong.")
def build(assignment: str | None, only_check: bool) -> None:
    """Make release/ from source/ (every assignment, or one).

    With --check nothing is changed: it fails when release/ is not what source/ gives, holds a line
    of a solution, scores more than 0, or when source/ scores less than full marks.
    """
    from autograder.build import build as build_release
    from autograder.build import check as check_release
    from autograder.grading.pool import Pool

    course = Course.load()
    names = [assignment] if assignment else course.assignments
    if not only_check:
        for name in names:
            changed = [str(path) for path in build_release(course, name)]
            out.print(f"{name}: {', '.join(changed) or 'nothing changed'}", markup=False)
        return
    with Pool(course) as pool:
        found = [finding for name in names for finding in check_release(course, name, pool)]
    if found:
        out.print(findings_table(found))
        raise SystemExit(FAILED)
    out.print(f"release is fresh, leaks nothing, scores 0; source scores full: {', '.join(names)}")


@main.command()
@assignment_argument(required=True)
@click.option("--student", metavar="ID", help="Grade this student only.")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Graders at once [default: cores].")
@click.option("--force", is_flag=True, help="Grade again even where nothing changed.")
@click.option("--unsafe", is_flag=True, help="Run student code with no sandbox at all.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Also write this file.")
@click.option("--quiet", is_flag=True, help="No progress bar and no table.")
def grade(
    assignment: str,
    student: str | None,
    jobs: int,
    force: bool,
    unsafe: bool,
    json_file: Path | None,
    quiet: bool,
) -> None:
    """Grade what is new or changed in submitted/ into the gradebook and autograded/.

    Stopped at any moment, the same command goes on where it was. Exit code 1 when a submission
    or an exercise could not be graded for a fault of ours.
    """
    from autograder.exports.json import as_json
    from autograder.grading.pool import Pool
    from autograder.plan import make_plan
    from autograder.store import write_atomically

    course = Course.load()
    chosen = course.assignment(assignment)
    plan = make_plan(course, chosen, student=student, force=force, unsafe=unsafe)
    with Pool(course, jobs, unsafe) as pool, progress(err, quiet) as bar:
        pool.warm(len(plan.todo))
        from autograder.run import carry_out  # nbgrader takes seconds; the workers warm meanwhile

        result = carry_out(plan, pool, started=bar.started, graded=bar.graded)
    if json_file is not None:
        write_atomically(json_file.absolute(), as_json(assignment, result.grades))
    if not quiet:
        out.print(class_table(chosen, result))
    if any(g.status != "refused" and not is_final(g) for g in result.grades):
        raise SystemExit(FAILED)


@main.command()
@assignment_argument(required=False)
def feedback(assignment: str | None) -> None:
    """Write a feedback page for every graded submission into feedback/."""
    from autograder.handback import write_feedback

    course = Course.load()
    for name in [assignment] if assignment else course.assignments:
        count = write_feedback(course, course.assignment(name))
        out.print(f"{name}: {count} feedback pages in feedback/*/{name}/", markup=False)


@main.command()
@click.option("--to", "format_", type=click.Choice(["csv"]), required=True, help="The format.")
@click.option("--output", type=click.Path(path_type=Path), help="Write here, not to the terminal.")
@assignment_argument(required=True)
def export(format_: str, output: Path | None, assignment: str) -> None:
    """Export an assignment's grades from the gradebook."""
    from autograder.exports.csv import as_csv
    from autograder.gradebook import GradebookWriter
    from autograder.store import write_atomically

    course = Course.load()
    chosen = course.assignment(assignment)
    with GradebookWriter(course) as gradebook:
        text = as_csv(chosen, gradebook.rows(chosen))
    if output is None:
        click.echo(text, nl=False)
    else:
        write_atomically(output.absolute(), text)


@main.command()
@click.argument("notebook", type=click.Path(path_type=Path))
def check(notebook: Path) -> None:
    """Run a notebook's public checks, as its student may before handing it in.

    Exit code 0 when every public check passes, 1 when one does not.
    """
    from autograder.selfcheck import self_check

    course = Course.load(notebook.absolute().parent)
    results = self_check(course, notebook)
    for line in self_check_lines(results):
        out.print(line)
    if not all(result.passed for result in results):
        raise SystemExit(FAILED)


@main.command()
@click.option("--settings", is_flag=True, help="Print every setting, its meaning and default.")
def doctor(settings: bool) -> None:
    """Say what this machine gives: sandbox, versions, gradebook, limits."""
    from autograder.doctor import examine, settings_lines

    course = Course.load()
    if settings:
        for line in settings_lines():
            click.echo(line)
        return
    findings = examine(course)
    out.print(doctor_table(findings))
    if not all(finding.good for finding in findings):
        raise SystemExit(FAILED)


@main.command()
@assignment_argument(required=False)
@click.option("--matrix", is_flag=True, help="Print which hidden test catches which wrong answer.")
def gallery(assignment: str | None, matrix: bool) -> None:
    """Test the hidden tests: grade every right and wrong answer of the gallery.

    Fails on a wrong answer above half, a right one below full marks, a wrong diagnosis, and a
    hidden test that catches nothing alone and gives no reason to stay.
    """
    from autograder.gallery import specimens
    from autograder.grading.pool import Pool
    from autograder.matrix import faults_of, judge, matrix_lines, summary_lines

    course = Course.load()
    everything = [*specimens(course.root, "right"), *specimens(course.root, "wrong")]
    chosen = [s for s in everything if assignment in (None, s.assignment)]
    with Pool(course) as pool:
        judged = judge(course, chosen, pool)
    for line in [*(matrix_lines(judged) if matrix else ()), *summary_lines(judged)]:
        click.echo(line)
    if faults_of(judged):
        raise SystemExit(FAILED)


@main.command()
@assignment_argument(required=False)
def mutants(assignment: str | None) -> None:
    """Test the hidden tests: every small change of a solution must cost points.

    Fails on a mutant that survives and is not listed, with a reason, in
    tests/equivalent_mutants.toml.
    """
    from autograder.grading.pool import Pool
    from autograder.mutants import judge, verdict_lines

    course = Course.load()
    names = [assignment] if assignment else course.assignments
    with Pool(course) as pool:
        verdicts = [judge(course.root, course.assignment(name), pool) for name in names]
    for name, verdict in zip(names, verdicts, strict=True):
        for line in verdict_lines(name, verdict):
            click.echo(line)
    if any(verdict.survivors or verdict.stale for verdict in verdicts):
        raise SystemExit(FAILED)


@main.command()
@click.argument("assignments", nargs=-1)
def demo(assignments: tuple[str, ...]) -> None:
    """Make an example class in submitted/, grade it, and say where to look.

    Takes the assignments that are named; without any, 02_one_step and 03_tips.
    """
    from autograder.demo import USUAL, run_demo

    course = Course.load()
    chosen = [course.assignment(name) for name in assignments or USUAL]
    run_demo(course, chosen, out, err)


if __name__ == "__main__":
    sys.exit(main())
