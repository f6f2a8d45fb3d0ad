"""What this environment grades otherwise than the files of tests/golden, as JSON.

    python -m tests.versions.grades [--every N]

grades all answers of the gallery and the class of each lesson; with N, each Nth of the answers and
one student of each class.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

from autograder.authoring.kill_matrix import judge
from autograder.course import Course
from autograder.course.gallery import specimens
from autograder.grading.pool import Pool
from tests.golden import FOLDER, STUDENTS, golden_files

PARTS = ("status", "points", "diagnosis", "sentence", "checks")


def main() -> None:
    """Grade; print how many answers were compared, and each that differs with what differs."""
    reader = argparse.ArgumentParser()
    reader.add_argument("--every", type=int, default=1)
    every = reader.parse_args().every
    course = Course.load(FOLDER.parents[1])
    found = [one for kind in ("right", "wrong", "several") for one in specimens(course.root, kind)]
    with Pool(course) as pool:
        students = STUDENTS if every == 1 else 1
        files = golden_files(course, judge(course, found[::every], pool), pool, students)
    compared, other = 0, {}
    for name, text in files.items():
        kept = flat(json.loads((FOLDER / name).read_text(encoding="utf-8")))
        here = flat(json.loads(text))
        compared += len(here)
        for key, line in here.items():
            if parts := differing(kept[key], line):
                other[f"{name.removesuffix('.json')}/{key}"] = parts
    print(json.dumps({"compared": compared, "differ": other}))


def flat(file: dict[str, Any]) -> dict[str, list[Any]]:
    """Return the line of each answer of the gallery and of each exercise of the class."""
    lines: dict[str, list[Any]] = dict(file["gallery"])
    for student, grade in file["class"].items():
        rest = [grade["status"], grade["points"], grade["flags"], grade.get("message", ""), ""]
        lines[f"class/{student}"] = rest
        lines.update({f"class/{student}/{k}": line for k, line in grade["exercises"].items()})
    return lines


def differing(kept: list[Any], here: list[Any]) -> list[str]:
    """Name what differs: of an exercise its status, points, diagnosis, sentence, and checks.

    ``details`` is what checks say and what a picture shows, where each check's verdict is equal.
    """
    parts = [part for part, a, b in zip(PARTS, kept, here, strict=True) if a != b]
    if "checks" in parts and kept[4].split()[:1] == here[4].split()[:1]:
        parts[parts.index("checks")] = "details"
    return parts


if __name__ == "__main__":
    main()
