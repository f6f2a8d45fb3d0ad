"""What ordinary people cost: the processor time of a class against the same class, all honest.

``python -m benchmarks.ordinary`` grades the class of ``tests/course/support/ordinary_people.py``
and the same people with right notebooks in place of the odd ones, in turns, and prints the ratio of
the processor times of everything that was started. It fails above ``MOST``.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from autograder.course import Course
from tests.course.support import copy_course, run_tool
from tests.course.support.ordinary_people import EVERYBODY, NAME, Person, as_honest, hand_in

ROUNDS = 3
MOST = 2.0  # times what the honest class takes


def main() -> None:
    """Grade both classes in turns; print seconds of processor time and their ratio."""
    honest = {student: as_honest(person) for student, person in EVERYBODY.items()}
    ratios = []
    for turn in range(ROUNDS):
        ordinary, plain = seconds(EVERYBODY), seconds(honest)
        ratios.append(ordinary / plain)
        print(f"round {turn + 1}: {ordinary:.1f} s, honest {plain:.1f} s, {ratios[-1]:.2f} times")
    print(f"{len(EVERYBODY)} people: {median(ratios):.2f} times the honest class, at most {MOST:g}")
    sys.exit(median(ratios) > MOST)


def seconds(people: Mapping[str, Person]) -> float:
    """Grade these people in a course of their own; return the processor time that it took."""
    with tempfile.TemporaryDirectory(prefix="ordinary-") as folder:
        root = copy_course(Path(folder), gallery=False)
        hand_in(Course.load(root).assignment(NAME), people)
        before = _spent()
        done = run_tool(root, "course", "grade", NAME, "--json", "grades.json", timeout=1800)
        spent = _spent() - before
        path = root / "grades.json"
        graded = json.loads(path.read_text())["grades"] if path.is_file() else []
        if len(graded) != len(people):
            raise SystemExit(f"the class was not graded to its end:\n{done.stdout}{done.stderr}")
        return spent


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
