"""A class teaches the course its mistakes: what has no name becomes a file, then it has one.

Sixty students of the small course, twelve of whom make one unknown mistake in three styles.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from tests.course.support import copy_other_course, run_tool

NAME, EXERCISE = "01_sorting", "sort_numbers"
BY_SIZE = (  # negative numbers stand among the positive ones
    "def sort_numbers(items):\n    return sorted(items, key=abs)",
    "def sort_numbers(items):\n    found = list(items)\n    found.sort(key=lambda x: x * x)\n"
    "    return found",
    "def sort_numbers(items):\n    found = []\n    for x in items:\n        at = 0\n"
    "        while at < len(found) and abs(found[at]) <= abs(x):\n            at += 1\n"
    "        found.insert(at, x)\n    return found",
)
FALLING = "def sort_numbers(items):\n    return sorted(items, reverse=True)"
SHORT = "def sort_numbers(items):\n    return sorted(items)[1:]"
SAYS, ASKS = "Numbers are sorted by their size alone.", "Where does a negative number belong?"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_other_course(tmp_path_factory.mktemp("class") / "course")
    assignment = Course.load(root).assignment(NAME)
    right = solved(assignment)
    answers = [BY_SIZE[k % 3] for k in range(12)] + [FALLING] * 6 + [SHORT]
    for k in range(60):
        mine = {**right, EXERCISE: answers[k]} if k < len(answers) else right
        folder = root / "submitted" / f"s{k:02}" / NAME
        folder.mkdir(parents=True)
        text = json.dumps(notebook_with(assignment, mine, f"# {k}"))  # no two are equal
        (folder / f"{NAME}.ipynb").write_text(text, encoding="utf-8")
    grade(root)
    run(root, "report", NAME)
    shutil.copytree(root / ".grades", root / "first")
    (root / "first.html").write_text(report(root), encoding="utf-8")
    return root


def run(root: Path, *words: str) -> str:
    done = run_tool(root, "course", *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def grade(root: Path) -> dict[str, Any]:
    run(root, "grade", NAME, "--json", "grades.json")
    found = json.loads((root / "grades.json").read_text("utf-8"))["grades"]
    return {one["student"]: {e["name"]: e for e in one["exercises"]}[EXERCISE] for one in found}


def report(root: Path) -> str:
    (page,) = (root / "reports").glob("*.html")
    return page.read_text(encoding="utf-8")


def kept(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("??/*.json")}


def test_the_report_shows_one_group_of_twelve(root: Path) -> None:
    page = (root / "first.html").read_text(encoding="utf-8")
    start = page.index('id="unnamed"')
    section = page[start : page.index("</section>", start)]
    assert section.count("<h3>") == 1  # one alone is no group, and a known mistake has a name
    assert "12</strong> students" in section
    assert all(f"<bdi>s{k:02}</bdi>" in section for k in range(12))
    assert "s12" not in section and "s18" not in section
    assert "key=abs" in section
    assert "sorts numbers from the smallest to the largest" in section
    assert f"course mistakes add {NAME} {EXERCISE} --from s00" in section


def test_a_file_made_from_one_answer_names_all_twelve_and_only_they_are_graded_again(
    root: Path,
) -> None:
    added = ("mistakes", "add", NAME, EXERCISE, "--from", "s01", "--name", "sorted_by_size")
    said = run(root, *added)
    path = root / "tests" / "wrong_answers" / NAME / EXERCISE / "sorted_by_size.py"
    assert str(path.relative_to(root)) in said
    text = path.read_text(encoding="utf-8")
    assert "s01" not in text and "x * x" in text

    before = grade(root)  # the words are not filled in: nobody is told of a name without words
    assert before["s00"]["diagnosis"] is None

    filled = text.replace("# says:", f"# says: {SAYS}").replace("# asks:", f"# asks: {ASKS}")
    path.write_text(filled, encoding="utf-8")
    now = grade(root)
    names = Counter(one["diagnosis"] for one in now.values())
    assert names == {"sorted_by_size": 12, "sorted_downwards": 6, None: 42}
    assert SAYS in now["s00"]["message"] and ASKS in now["s02"]["message"]
    first, after = kept(root / "first"), kept(root / ".grades")
    assert first.keys() == after.keys()
    assert sum(first[name] != after[name] for name in first) == 12

    run(root, "feedback", NAME)
    page = (root / "feedback" / "s02" / NAME / f"{NAME}.html").read_text(encoding="utf-8")
    assert SAYS in page and ASKS in page
    run(root, "report", NAME)
    assert 'id="unnamed"' not in report(root)

    path.unlink()
    assert grade(root)["s00"]["diagnosis"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("why", "--from", "s00"), "has no exercise 'why' with hidden tests"),
        ((EXERCISE, "--from", "nobody"), "nobody"),
        ((EXERCISE, "--from", "s00", "--name", "Not A Name"), "a name such as"),
        ((EXERCISE, "--from", "s00", "--says", "Only this."), "go together"),
        ((EXERCISE, "--from", "s00", "--name", "sorted_downwards"), "is there already"),
    ],
)
def test_what_cannot_become_a_mistake_is_said(
    root: Path, words: tuple[str, ...], said: str
) -> None:
    done = run_tool(root, "course", "mistakes", "add", NAME, *words)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
