"""Grades one class with several graders side by side: ``make benchmark``.

The rounds are interleaved (A B C D, D C B A, …), so that whatever else the machine does hits all;
what is compared is the times of one round, and a ratio is the median of the rounds' ratios. Graders
that are too slow for the whole class grade a part of it, another one in each round; times are per
submission. Written to build/benchmarks/: every figure as JSON, and the table.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from autograder.course import Course
from benchmarks.agree import disagreements
from benchmarks.make_class import SEED, Member, members
from benchmarks.measure import MB, Cost, run
from benchmarks.ours import CourseGrade, Floor
from benchmarks.peers import ROOT, Grader, OtterRun, Scores, StockNbgrader

OUT = ROOT / "build" / "benchmarks"
OURS, ALONE = "course grade", "course grade --jobs 1"
GOALS = (  # a time, over another: what it should be, and whether that is the most it may be
    (StockNbgrader.name, OURS, 25.0, False),
    (OtterRun.name, OURS, 40.0, False),
    (StockNbgrader.name, ALONE, 12.0, False),
    (OURS, Floor.name, 1.5, True),
)


def main() -> None:
    """Measure, and write what was measured."""
    options = _options()
    course = Course.load(ROOT)
    assignment = course.assignment(options.assignment)
    made = list(members(course, assignment, options.students, options.seed))
    with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch:
        top = Path(scratch)
        graders: list[tuple[Grader, int]] = [
            (StockNbgrader(top / "nbgrader", assignment), options.nbgrader),
            (OtterRun(top / "otter", assignment, options.otter_environment), options.otter),
            (CourseGrade(top / "course", assignment), options.students),
            (CourseGrade(top / "one", assignment, jobs=1), options.one_worker),
            (Floor(top / "floor", assignment), options.students),
        ]
        graders = [(grader, min(n, len(made))) for grader, n in graders if n]
        costs, checked = _rounds(graders, made, options.rounds)
    report = {
        "machine": _machine(),
        "options": {name: str(value) for name, value in vars(options).items()},
        "sizes": {grader.name: size for grader, size in graders},
        "compared": checked,
        "costs": {name: [asdict(cost) for cost in runs] for name, runs in costs.items()},
    }
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "compare.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    text = table({g.name: (size, costs[g.name]) for g, size in graders}, checked)
    (OUT / "compare.md").write_text(text, encoding="utf-8")
    print(f"\n{text}\nEvery figure: {OUT / 'compare.json'}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--assignment", default="03_tips")
    add("--students", type=int, default=200, help="the class; course grade and the floor take all")
    add("--rounds", type=int, default=5)
    add("--nbgrader", type=int, default=4, help="how many a round for stock nbgrader (0: none)")
    add("--otter", type=int, default=3, help="how many a round for otter run (0: none)")
    add("--one-worker", type=int, default=50, help="how many a round for --jobs 1 (0: none)")
    add("--otter-environment", type=Path, default=ROOT / ".venv-bench")
    add("--seed", type=int, default=SEED)
    return parser.parse_args()


def _rounds(
    graders: Sequence[tuple[Grader, int]], made: Sequence[Member], rounds: int
) -> tuple[dict[str, list[Cost]], dict[str, int]]:
    """Run them all, round by round; stop where an honest answer's scores differ."""
    costs: dict[str, list[Cost]] = {grader.name: [] for grader, _ in graders}
    compared: Counter[str] = Counter()
    for grader, _ in graders:
        grader.prepare()
    for number in range(rounds):
        scores: dict[str, Scores] = {}
        common = list(made)
        for grader, size in graders if number % 2 == 0 else reversed(graders):
            part = _part(made, size, number)
            grader.hand_in(part)
            cost = run(grader.command(), grader.folder, grader.environment())
            costs[grader.name].append(cost)
            _say(number, grader.name, size, cost)
            if stored := grader.scores():
                scores[grader.name] = stored
                common = [member for member in common if member in part]
        wrong, counted = disagreements(graders[0][0].assignment, common, scores)
        if wrong:
            raise SystemExit("the graders disagree:\n" + "\n".join(wrong))
        compared += counted
    return costs, dict(compared)


def _part(made: Sequence[Member], size: int, number: int) -> list[Member]:
    """Another part of the class for each round, from its start again when it is used up."""
    first = number * size % len(made)
    return [*made, *made][first : first + size]


def _say(number: int, name: str, size: int, cost: Cost) -> None:
    load = os.getloadavg()[0]
    each = cost.seconds / size
    print(f"round {number + 1}  {name:22} {size:4} in {cost.seconds:6.1f} s", end="  ")
    print(f"{each:6.3f} s each  {cost.cpu_seconds / size:6.3f} CPU s each  load {load:.1f}")


def table(runs: dict[str, tuple[int, list[Cost]]], checked: dict[str, int]) -> str:
    """Write medians and ratios as Markdown."""
    each = {name: [c.seconds / size for c in costs] for name, (size, costs) in runs.items()}
    lines = [
        "| | submissions | s each | times `course grade` | CPU s / 1,000 | peak MB |",
        "|---|---|---|---|---|---|",
    ]
    for name, (size, costs) in runs.items():
        cpu = statistics.median(c.cpu_seconds for c in costs) / size * 1000
        peak = statistics.median(c.peak_bytes for c in costs) / MB
        ratio = f"{statistics.median(_ratios(each, name, OURS)):.2f}" if OURS in each else ""
        seconds = statistics.median(each[name])
        lines.append(f"| {name} | {size} | {seconds:.3f} | {ratio} | {cpu:.0f} | {peak:.0f} |")
    said = ", ".join(f"{count} {kind}" for kind, count in checked.items())
    rounds = len(next(iter(runs.values()))[1])
    note = f"Medians of {rounds} rounds, on {_machine()['cpus']} processors."
    goals = [line for goal in GOALS if (line := _goal(each, *goal))]
    return "\n".join([*lines, "", f"{note} Compared and alike: {said}.", "", *goals]) + "\n"


def _ratios(each: Mapping[str, Sequence[float]], slow: str, fast: str) -> list[float]:
    """How many times as long one took as another, in each round."""
    return [a / b for a, b in zip(each[slow], each[fast], strict=True)]


def _goal(
    each: Mapping[str, Sequence[float]], slow: str, fast: str, wanted: float, most: bool
) -> str:
    """Say how a ratio of two times stands to what is wanted of it."""
    if slow not in each or fast not in each:
        return ""
    ratios = _ratios(each, slow, fast)
    ratio = statistics.median(ratios)
    met = ratio <= wanted if most else ratio >= wanted
    limit = f"at {'most' if most else 'least'} {wanted:g}: {'met' if met else 'NOT met'}"
    between = f"rounds {min(ratios):.3g} to {max(ratios):.3g}"
    return f"- {slow} / {fast}: {ratio:.3g} ({limit}; {between})"


def _machine() -> dict[str, str | float]:
    """What the figures depend on."""
    return {
        "cpus": os.cpu_count() or 0,
        "machine": platform.machine(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load": os.getloadavg()[0],
    }


if __name__ == "__main__":
    main()
