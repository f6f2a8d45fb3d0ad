"""Makes a class of any size from the gallery: ``python -m benchmarks.make_class FOLDER``.

Every exercise of every student is drawn: a right answer in some style, a wrong answer of the
gallery, or the stub as it was handed out. No two notebooks are equal (each answer ends with a
comment of its own), so that no grader is spared a notebook because it knows an equal one; only
the untouched ones are alike, as in life.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from autograder.course import Assignment, Course
from autograder.course.gallery import SampleAnswer, notebook_with, solved, specimens

Kind = Literal["right", "wrong", "blank"]
SHARES: Mapping[Kind, float] = {"right": 0.75, "wrong": 0.15, "blank": 0.10}  # of the exercises
UNTOUCHED = 0.03  # of the class: handed in as it was given
SEED = 20270308
LIST = "class.json"  # beside submitted/: what each student was made to answer


@dataclass(frozen=True)
class Member:
    """One made student: what kind each exercise is, and the text of each answer cell."""

    name: str
    kinds: Mapping[str, Kind]
    answers: Mapping[str, str]


def members(course: Course, assignment: Assignment, size: int, seed: int) -> Iterator[Member]:
    """Draw ``size`` students; the same seed gives the same class, and a smaller one its start."""
    chance = random.Random(seed)
    choice = _Choice(course.root, assignment)
    for number in range(size):
        yield choice.member(f"s{number:05}", chance)


class _Choice:
    """What there is to choose from, for each answer cell of an assignment."""

    def __init__(self, root: Path, assignment: Assignment) -> None:
        self._model = solved(assignment)
        self._written = {e.name for e in assignment.exercises if e.manual}
        self._right = _by_exercise(specimens(root, "right"), assignment.name)
        self._wrong = _by_exercise(specimens(root, "wrong"), assignment.name)

    def member(self, name: str, chance: random.Random) -> Member:
        """Draw one student."""
        untouched = chance.random() < UNTOUCHED
        kinds: dict[str, Kind] = {}
        answers = {}
        for exercise in self._model:
            kind = chance.choices(list(SHARES), list(SHARES.values()))[0]
            pool = (self._wrong if kind == "wrong" else self._right).get(exercise, [])
            code = chance.choice(pool).code if pool else self._model[exercise]
            kind = "right" if kind == "wrong" and not pool else kind
            kinds[exercise] = "blank" if untouched else kind
            if kinds[exercise] != "blank":
                answers[exercise] = self._signed(exercise, code, name)
        return Member(name, kinds, answers)

    def _signed(self, exercise: str, code: str, name: str) -> str:
        return f"{code}\n\n({name})" if exercise in self._written else f"{code}\n# {name}"


def _by_exercise(found: list[SampleAnswer], assignment: str) -> dict[str, list[SampleAnswer]]:
    pools: dict[str, list[SampleAnswer]] = {}
    for specimen in found:
        if specimen.assignment == assignment:
            pools.setdefault(specimen.exercise, []).append(specimen)
    return pools


def write_class(folder: Path, assignment: Assignment, made: Sequence[Member]) -> None:
    """Write everyone's notebook below ``folder``/submitted, and beside it what was drawn."""
    name = assignment.name
    for member in made:
        notebook = notebook_with(assignment, member.answers)
        path = folder / "submitted" / member.name / name / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(notebook, indent=1) + "\n", encoding="utf-8")
    drawn = [asdict(member) for member in made]
    (folder / LIST).write_text(json.dumps(drawn, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Write a class into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="submitted/ is made in here")
    parser.add_argument("--assignment", default="03_tips")
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    course = Course.load(Path(__file__).resolve().parent.parent)
    assignment = course.assignment(options.assignment)
    options.folder.mkdir(parents=True, exist_ok=True)
    made = list(members(course, assignment, options.students, options.seed))
    write_class(options.folder, assignment, made)
    print(f"{len(made)} notebooks in {options.folder}/submitted")


if __name__ == "__main__":
    main()
