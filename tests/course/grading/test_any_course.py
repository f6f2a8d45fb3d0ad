"""Courses of nbgrader's own, graded unchanged: the points of stock nbgrader, cell by cell."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbgrader
import pytest
from nbgrader.api import Comment, Gradebook

from tests.course.support import quick_limits, run_tool
from tests.course.support.any_course import Variant, hand_in
from tests.course.support.any_course.habits import PEOPLE
from tests.course.support.any_course.quickstart import LIVE
from tests.course.support.any_course.stock import ALL, KEPT, quickstart, scores_in, stock_scores

FILES = Path(nbgrader.__file__).parent / "tests" / "apps" / "files"
STOCK = json.loads(KEPT.read_text(encoding="utf-8"))
REMOVED = "dropped_test"  # where a student has removed a test, nbgrader gives no score at all
GONE = "dropped_answer"  # where an answer's cell is gone, it counts as it was handed out
CASES = [(name, who) for name in ALL for who in ALL[name] if who not in (REMOVED, GONE)]
# What stands in hidden parts of tests, and in nothing that students are given.
CANARIES = ("7.2519137", "kanarien", "71.25", "165.12996", "patches", "8.2519137")
NOSY = Variant(
    {
        "Point": "SEEN = []\nclass Point:\n    def __init__(self, *numbers):\n"
        "        print(numbers)\n        SEEN.append(repr(numbers))\n"
        "        raise ValueError(repr(SEEN))",
        "area": "def area(shape, **sizes):\n    print(shape, sizes)\n"
        "    SEEN.append(repr(sizes))\n    raise ValueError(repr(SEEN))",
        "totals": "SEEN = []\ndef totals(frame):\n    print(frame)\n"
        "    SEEN.append(frame.to_string())\n    raise KeyError(frame.to_string())",
        "centred": "def centred(values):\n    SEEN.append(repr(values))\n"
        "    raise type(repr(values), (Exception,), {})(repr(values))",
        "plot": "import builtins\n_ = builtins.compile\nax = 3",
    },
    added={
        "area_points": "print(SEEN); open('seen.txt', 'w').write(repr(SEEN)); SEEN",
        "prints_nothing": "print(SEEN, In, [i for i in In]); globals()",
        "centred_values": "print(SEEN, In); globals()",
        "plot_is_named": "print(In, Out)",
    },
)

# What it gives is held by the notebook as well, so that its tests run once more, inside.
KEEPER = Variant(
    {
        "area": "SEEN = []\ndef area(shape, **sizes):\n    SEEN.append(sizes)\n    return SEEN",
        "totals": "SEEN = []\ndef totals(frame):\n    SEEN.append(frame)\n    return frame",
        "centred": "def centred(values):\n    SEEN.append(values)\n    return values",
    },
    added=dict.fromkeys(
        ("area_points", "totals_of_others", "centred_values"),
        "print(SEEN, In); raise KeyError(repr(SEEN) + repr(In))",
    ),
)


def course(root: Path, *arguments: str) -> str:
    done = run_tool(root, "course", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def said() -> list[str]:
    return []


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, said: list[str]) -> Iterator[Path]:
    """A course of `nbgrader quickstart`, taken over, and everybody's work graded."""
    made = quickstart(tmp_path_factory.mktemp("any"))
    before = {path: path.read_bytes() for path in made.rglob("*") if path.is_file()}
    course(made, "init")
    config = made / "nbgrader_config.py"
    text = config.read_text(encoding="utf-8")
    (new,) = [line for line in text.splitlines(keepends=True) if "course_config" in line]
    assert text.replace(new, "").encode() == before.pop(config)
    assert all(path.read_bytes() == data for path, data in before.items())
    (made / "course_config.py").open("a").write("c.Course.call_seconds = 5\n")
    said.append(course(made, "build"))
    for assignment, variants in ALL.items():
        for student, variant in variants.items():
            hand_in(made, assignment, student, variant)
        hand_in(made, assignment, "nosy", NOSY)
        hand_in(made, assignment, "keeper", KEEPER)
        said.append(course(made, "grade", assignment, "--json", f"{assignment}.json"))
        said.append(course(made, "feedback", assignment))
        course(made, "report", assignment)
    yield made


@pytest.fixture(scope="module")
def ours(root: Path) -> dict[str, dict[str, dict[str, list[object]]]]:
    return {assignment: scores_in(root, assignment) for assignment in ALL}


@pytest.mark.parametrize(("assignment", "who"), CASES)
def test_the_points_are_those_of_stock_nbgrader(
    ours: dict[str, dict[str, dict[str, list[object]]]], assignment: str, who: str
) -> None:
    stock, found = STOCK[assignment][who], ours[assignment][who]
    read = PEOPLE.get(who, set()) if assignment == "habits" else set()
    waits = {cell for cell, score in found.items() if score == [None, True]}
    assert waits & stock.keys() - {cell for cell, (_, by_hand) in stock.items() if by_hand} == read
    stock = {cell: score for cell, score in stock.items() if cell not in read}
    assert {cell: score for cell, (score, _) in found.items() if cell in stock} == {
        cell: score for cell, (score, _) in stock.items()
    }


def test_a_test_that_a_student_removed_is_put_back(
    ours: dict[str, dict[str, dict[str, list[object]]]],
) -> None:
    assert "problem1/correct_squares" in STOCK["ps1"]["only_squares"]
    assert STOCK["ps1"][REMOVED].get("problem1/correct_squares", [None])[0] is None
    assert ours["ps1"][REMOVED] == ours["ps1"]["only_squares"]


def test_an_answer_whose_cell_is_gone_counts_as_it_was_handed_out(
    ours: dict[str, dict[str, dict[str, list[object]]]],
) -> None:
    assert ours["ps1"][GONE] == ours["ps1"]["only_sum"]


def test_there_are_enough_and_of_both_kinds() -> None:
    assert len(ALL["ps1"]) >= 30
    full = STOCK["ps1"]["right"]
    assert sum(score or 0 for score, _ in full.values()) == 3.0
    assert sum(score or 0 for score, _ in STOCK["ps1"]["blank"].values()) == 0.0


def test_stock_nbgrader_still_says_so(tmp_path: Path) -> None:
    chosen = {"ps1": {name: ALL["ps1"][name] for name in LIVE}}
    assert stock_scores(tmp_path, chosen)["ps1"] == {name: STOCK["ps1"][name] for name in LIVE}


def test_where_each_test_runs_is_said(root: Path, said: list[str]) -> None:
    built = said[0]
    assert "sum_of_squares_uses_squares (it deletes `squares`)" in built
    assert "point_is_one (`Point` is a class)" in built
    assert "plot_is_named (`ax` is an object)" in built
    assert "frames: 4 tests run outside of the student's process; 1 inside" in built
    grades = json.loads((root / "shapes.json").read_text(encoding="utf-8"))["grades"]
    (right,) = (one for one in grades if one["student"] == "right")
    tests = {one["name"]: one.get("tests") for one in right["exercises"]}
    assert tests["point_is_one"] == "inside"
    assert tests["area_values"] == tests["area_points"] == tests["sorts_in_place"] == "outside"
    assert tests["why_classes"] is None
    assert any("tests: inside: point_is_one" in words for words in said)


def test_nothing_hidden_is_told_anywhere(root: Path, said: list[str]) -> None:
    places = ("release", "autograded", "feedback", "reports", ".grades")
    files = [path for place in places for path in (root / place).rglob("*") if path.is_file()]
    files += root.glob("*.json")
    texts = {str(path): path.read_bytes().decode("utf-8", "replace") for path in files}
    texts |= {f"output {number}": words for number, words in enumerate(said)}
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:  # it has the source, too
        comments = gradebook.db.query(Comment).filter(Comment.auto_comment.is_not(None)).all()
        texts |= {f"comment {one.id}": one.auto_comment for one in comments}
    assert any("ValueError" in text or "stopped" in text for text in texts.values())
    assert any("nosy" in name for name in texts)
    for canary in CANARIES:
        assert [name for name, text in texts.items() if canary in text] == [], canary


def test_who_looks_at_what_the_tests_hand_over_gets_nothing(
    ours: dict[str, dict[str, dict[str, list[object]]]],
) -> None:
    for assignment in ("shapes", "frames"):
        for who in ("nosy", "keeper"):
            scores = ours[assignment][who]
            assert not any(score for score, _ in scores.values()), (assignment, who)


def test_hostile_notebooks_of_nbgrader_get_nothing_and_stop_nothing(tmp_path: Path) -> None:
    source = tmp_path / "source" / "ps9"
    source.mkdir(parents=True)
    shutil.copy(FILES / "submitted-unchanged.ipynb", source / "p1.ipynb")
    course(tmp_path, "init")
    quick_limits(tmp_path)
    course(tmp_path, "build")
    attacks = [*FILES.glob("submitted-cheat-attempt*.ipynb"), *FILES.glob("infinite-loop*.ipynb")]
    assert len(attacks) == 4
    for attack in attacks:
        folder = tmp_path / "submitted" / attack.stem / "ps9"
        folder.mkdir(parents=True)
        shutil.copy(attack, folder / "p1.ipynb")
    hand_in(tmp_path, "ps9", "honest", Variant({"set_a": "a = 1"}))
    course(tmp_path, "grade", "ps9")
    bar = {name: scores["p1/bar"][0] for name, scores in scores_in(tmp_path, "ps9").items()}
    assert bar.pop("honest") == 1.0
    assert bar == {attack.stem: 0.0 for attack in attacks}
