"""Grades one class with several graders side by side: ``make benchmark``.

The rounds are interleaved (A B C D, D C B A, …), so that whatever else the machine does hits all;
what is compared is the times of one round, and a ratio is the median of the rounds' ratios. Graders
that are too slow for the whole class grade a part of it, another one in each round; times are per
submission. Then each grades one notebook alone. Written to build/benchmarks/: every figure as JSON,
and the tables, which the README shows.
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
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from autograder.course import Course
from benchmarks.agree import disagreements
from benchmarks.jupygrader import Jupygrader
from benchmarks.make_class import SEED, Member, members
from benchmarks.measure import MB, Cost, run
from benchmarks.otter import OtterRun
from benchmarks.ours import ButtonGrade, CourseGrade, Floor
from benchmarks.peers import ROOT, Grader, Scores, StockNbgrader

OUT = ROOT / "build" / "benchmarks"
OURS, ALONE = "course grade", "course grade --jobs 1"


def main() -> None:
    """Measure, and write what was measured."""
    options = _options()
    course = Course.load(ROOT)
    assignment = course.assignment(options.assignment)
    made = list(members(course, assignment, options.students, options.seed))
    with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch:
        top = Path(scratch)
        peers: list[tuple[Grader, int]] = [
            (StockNbgrader(top / "nbgrader", assignment), options.nbgrader),
            (OtterRun(top / "otter", assignment, options.environment), options.otter),
            (Jupygrader(top / "jupygrader", assignment, options.environment), options.jupygrader),
        ]
        ours = CourseGrade(top / "course", assignment)
        button = ButtonGrade(top / "button", assignment)
        graders: list[tuple[Grader, int]] = [
            *peers,
            (ours, options.students),
            (CourseGrade(top / "one", assignment, jobs=1), options.one_worker),
            (button, options.button),
            (Floor(top / "floor", assignment), options.students),
        ]
        graders = [(grader, min(n, len(made))) for grader, n in graders if n]
        for grader, _ in graders:
            grader.prepare()
        costs, checked = _rounds(graders, made, options.rounds)
        singles = [(grader, 1) for grader, n in [*peers, (ours, 1), (button, options.button)] if n]
        alone, _ = _rounds(singles, made, options.rounds)
    sizes = {grader.name: size for grader, size in graders}
    _write(options, sizes, checked, costs, alone)


def _write(
    options: argparse.Namespace,
    sizes: Mapping[str, int],
    checked: Mapping[str, int],
    costs: Mapping[str, Sequence[Cost]],
    alone: Mapping[str, Sequence[Cost]],
) -> None:
    """Write every figure as JSON, and the tables; print these."""
    report = {
        "machine": _machine(),
        "options": {name: str(value) for name, value in vars(options).items()},
        "sizes": sizes,
        "compared": checked,
        "costs": {name: [asdict(cost) for cost in runs] for name, runs in costs.items()},
        "one notebook": {name: [asdict(cost) for cost in runs] for name, runs in alone.items()},
    }
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "compare.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    text = "\n".join(
        [
            *table({name: (size, costs[name]) for name, size in sizes.items()}),
            "",
            *table({name: (1, taken) for name, taken in alone.items()}),
            "",
            _note(options.rounds, checked),
            "",
        ]
    )
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
    add("--jupygrader", type=int, default=3, help="how many a round for jupygrader (0: none)")
    add("--button", type=int, default=30, help="how many a round for nbgrader's command with ours")
    add("--one-worker", type=int, default=50, help="how many a round for --jobs 1 (0: none)")
    add("--environment", type=Path, default=ROOT / ".venv-bench", help="of the other graders")
    add("--seed", type=int, default=SEED)
    return parser.parse_args()


def _rounds(
    graders: Sequence[tuple[Grader, int]], made: Sequence[Member], rounds: int
) -> tuple[dict[str, list[Cost]], dict[str, int]]:
    """Run them all, round by round; stop where an honest answer's scores differ."""
    costs: dict[str, list[Cost]] = {grader.name: [] for grader, _ in graders}
    compared: Counter[str] = Counter()
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


def table(runs: Mapping[str, tuple[int, Sequence[Cost]]]) -> list[str]:
    """Write medians, and how many times ours each grader takes: by the clock, by the processor."""
    lines = [
        "| | submissions a round | s each | times ours | CPU s each | times ours | peak MB |",
        "|---|---|---|---|---|---|---|",
    ]
    _, ours = runs[OURS]
    for name, (size, costs) in runs.items():
        clock, cpu = (statistics.median(values) / size for values in _columns(costs))
        share = runs[OURS][0] / size
        ratios = (
            statistics.median(a / b * share for a, b in zip(*both, strict=True))
            for both in zip(_columns(costs), _columns(ours), strict=True)
        )
        by_clock, by_cpu = (f"{ratio:.2g}" if ratio < 10 else f"{ratio:.0f}" for ratio in ratios)
        peak = statistics.median(cost.peak_bytes for cost in costs) / MB
        figures = f"{clock:.3f} | {by_clock} | {cpu:.3f} | {by_cpu} | {peak:.0f}"
        lines.append(f"| {name} | {size} | {figures} |")
    return lines


def _columns(costs: Sequence[Cost]) -> tuple[list[float], list[float]]:
    return [cost.seconds for cost in costs], [cost.cpu_seconds for cost in costs]


def _note(rounds: int, checked: Mapping[str, int]) -> str:
    machine, said = _machine(), ", ".join(f"{count} {kind}" for kind, count in checked.items())
    where = f"{machine['processor']}, {machine['cpus']} processors, Python {machine['python']}"
    return f"Medians of {rounds} rounds; {where}. Compared and alike: {said}."


def _machine() -> dict[str, str | float]:
    """What the figures depend on."""
    return {
        "cpus": os.cpu_count() or 0,
        "machine": platform.machine(),
        "processor": _processor(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load": os.getloadavg()[0],
    }


def _processor() -> str:
    """The model that Linux names, or the kind of machine."""
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()


if __name__ == "__main__":
    main()
