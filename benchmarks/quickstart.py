"""`ps1` of `nbgrader quickstart` for a class: our processor time against stock nbgrader's.

``python -m benchmarks.quickstart``: we grade the class, stock nbgrader a part of it; both from
nothing, start-up included. Prints seconds of processor time for each submission, and the ratio.
"""

from __future__ import annotations

import argparse
import itertools
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.course.support.any_course import Variant, hand_in
from tests.course.support.any_course.quickstart import VARIANTS
from tests.course.support.any_course.stock import nbgrader, quickstart, scores_in

BIN = Path(sys.executable).parent
GOAL = 15.0  # times stock nbgrader
ENDLESS = ("recursion", "exits")  # what they cost is not what grading costs


def main() -> None:
    """Grade, and print what it took."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--students", type=int, default=100, help="the class (default: 100)")
    options.add_argument("--stock", type=int, default=4, help="of them for stock nbgrader")
    chosen = options.parse_args()
    kinds = {name: one for name, one in VARIANTS.items() if name not in ENDLESS}
    names = itertools.islice(itertools.cycle(kinds), chosen.students)
    members = [(f"s{number:03}", kinds[name]) for number, name in enumerate(names)]
    with tempfile.TemporaryDirectory(prefix="quickstart-") as folder:
        stock, ours = (Path(folder, name) for name in ("stock", "ours"))
        theirs = _stock(stock, members[: chosen.stock])
        mine = _ours(ours, members)
        _compare(stock, ours)
    each, own = theirs / chosen.stock, mine / chosen.students
    print(f"nbgrader autograde: {each:.3f} s of processor time a submission ({chosen.stock})")
    print(f"course grade:       {own:.3f} s of processor time a submission ({chosen.students})")
    print(f"ratio: {each / own:.1f} (goal: {GOAL:g})")


def _stock(top: Path, members: Sequence[tuple[str, Variant]]) -> float:
    top.mkdir()
    root = quickstart(top)
    nbgrader(root, "generate_assignment", "ps1")
    _hand_in(root, members)
    return _measured(root, "nbgrader", "autograde", "ps1")


def _ours(top: Path, members: Sequence[tuple[str, Variant]]) -> float:
    top.mkdir()
    root = quickstart(top)
    for words in (("init",), ("build", "ps1")):
        subprocess.run([str(BIN / "course"), *words], cwd=root, check=True, capture_output=True)
    _hand_in(root, members)
    return _measured(root, "course", "grade", "ps1")


def _hand_in(root: Path, members: Sequence[tuple[str, Variant]]) -> None:
    """No two hand-ins alike: we grade equal work once."""
    for student, variant in members:
        own = {**variant.cells, "part-a": f"What {student} has written."}
        hand_in(root, "ps1", student, Variant(own, variant.added, variant.dropped))


def _measured(root: Path, program: str, *arguments: str) -> float:
    """Run a command; return the processor time of it and of all that it started, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", "")])
    command = [str(BIN / program), *arguments]
    subprocess.run(command, cwd=root, env={**os.environ, "PATH": path}, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _compare(stock: Path, ours: Path) -> None:
    """Stop where the two do not give the same points."""
    theirs, mine = (scores_in(root / "course101", "ps1") for root in (stock, ours))
    for student, scores in theirs.items():
        for cell, (score, _) in scores.items():
            if mine[student][cell][0] != score:
                raise SystemExit(f"{student}: {cell} is {mine[student][cell][0]}, not {score}")


if __name__ == "__main__":
    main()
