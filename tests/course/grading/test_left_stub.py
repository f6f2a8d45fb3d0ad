"""Code beside a stub's ``raise`` was attempted: it is said which line stops it, and flagged."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from autograder.grading.pool import Pool
from autograder.intake import parse, rebuild
from autograder.records import ExerciseGrade, Grade
from tests.course.support import ROOT

COURSE = Course.load(ROOT)
NAME = "04_learning_rates"
LESSON = COURSE.assignment(NAME)
MODEL = solved(LESSON)
STUBS = {exercise.name: exercise.stub for exercise in LESSON.exercises}
RAISE = "raise NotImplementedError()"
RIGHT = MODEL["alpha_max"]
INSIDE = re.sub(r'(    """.*?"""\n)', rf"\1    {RAISE}\n", RIGHT, count=1, flags=re.DOTALL)
SECOND = f"{RIGHT}\n\ndef alpha_max(X):\n    # YOUR CODE HERE\n    {RAISE}\n"


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(COURSE, jobs=1) as made:
        yield made


def graded(pool: Pool, **answers: str) -> Grade:
    raw = notebook_with(LESSON, {**MODEL, **answers})
    (made,) = pool.grade([rebuild(parse(json.dumps(raw).encode()), "ada", LESSON)])
    return made


def one(grade: Grade, name: str) -> ExerciseGrade:
    return next(e for e in grade.exercises if e.name == name)


@pytest.mark.parametrize(
    ("code", "where"),
    [
        (INSIDE, "above {} code"),
        (f"# YOUR CODE HERE\n{RAISE}\n{RIGHT}", ""),
        (SECOND, "in a second `def alpha_max`, below {} code"),
        (f"{RIGHT}\n{RAISE}", ""),
    ],
)
def test_a_raise_that_was_left_is_said_and_flagged(pool: Pool, code: str, where: str) -> None:
    grade = graded(pool, alpha_max=code)
    found = one(grade, "alpha_max")
    if not where:
        assert found.status == "passed"  # the function is there, or is made after that line
        return
    line = f"he line `{RAISE}` still stands {where}"
    assert (found.status, found.points) == ("failed", 0.0)
    assert found.message.startswith(f"T{line.format('your')}.")
    assert f"alpha_max: t{line.format('their')}, please look" in grade.flags
    assert all(check.message.startswith("The line") for check in found.checks)


def test_a_stub_with_comments_was_not_attempted(pool: Pool) -> None:
    shorter = re.sub(r'    """.*?"""\n', "", STUBS["alpha_max"], flags=re.DOTALL)
    for code in (f"{STUBS['alpha_max']}\n# I do not know how", f"# 2/n?\n{shorter}"):
        grade = graded(pool, alpha_max=code)
        assert one(grade, "alpha_max").status == "not_attempted"
        assert grade.flags == ()


def test_an_answer_that_needs_a_stub_is_not_told_that_it_is_one(pool: Pool) -> None:
    limit = "def limit():\n    return alpha_max(np.eye(2))\n"
    diagnose = f"{limit}\ndef diagnose(losses, best):\n    return 'good' if limit() else ''"
    found = one(graded(pool, alpha_max=STUBS["alpha_max"], diagnose=diagnose), "diagnose")
    assert found.status == "failed"
    assert found.message.startswith("`alpha_max` still raises NotImplementedError.")


FENCED = f"```python\n{RIGHT}\n```"


@pytest.mark.parametrize(
    "around", ["{}\n\ndef alpha_max(X, y:\n    retur", "Here it is:\n{}", FENCED]
)
def test_a_whole_answer_beside_what_cannot_be_read_is_flagged(pool: Pool, around: str) -> None:
    grade = graded(pool, alpha_max=around.replace("{}", RIGHT))
    assert one(grade, "alpha_max").points == 0
    (flag,) = grade.flags
    assert flag.startswith("alpha_max: its cell cannot be read as Python, but a whole")


@pytest.mark.parametrize("broken", ["def alpha_max(X, y:\n    retur", f"{RIGHT}\n    return (1"])
def test_an_answer_that_is_nowhere_whole_is_not_flagged(pool: Pool, broken: str) -> None:
    assert graded(pool, alpha_max=broken).flags == ()


TYPED = """\
def alpha_max(X):
    kind = 'largest'
    print("the", kind)
    return (3 - 1) / np.linalg.eigvalsh(2 / len(X) * X.T @ X).max()"""


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("    ", "\u00a0" * 4),
        ("def", "\ufeffdef"),
        ("\n", "\n\u200b"),
        ("\n", "\u2028"),
        ("(", "（"),
        (":", "："),
        (" - ", " − "),
        (" * ", " × "),
        ("'", "’"),
        ('"', "“"),
        ('"', "&quot;"),
        ("\n    print", "\n\tprint"),
        ("\n", "\n12 "),
        ("\n", "\n 7:\t"),
    ],
)
def test_a_right_answer_in_letters_that_no_keyboard_types_is_flagged(
    pool: Pool, typed: str, shown: str
) -> None:
    grade = graded(pool, alpha_max=TYPED.replace(typed, shown))
    assert one(grade, "alpha_max").points == 0
    (flag,) = grade.flags
    assert flag.startswith("alpha_max: its cell cannot be read as Python, but a whole")


@pytest.mark.parametrize("between", ["", "Now the body:"])
def test_an_answer_that_goes_on_in_a_cell_below_is_flagged(pool: Pool, between: str) -> None:
    raw = notebook_with(LESSON, {**MODEL, "alpha_max": "def alpha_max(X):"})
    at = next(i for i, cell in enumerate(raw["cells"]) if cell["id"] == "alpha_max") + 1
    body = {"cell_type": "code", "metadata": {}, "source": "return 2.0", "outputs": []}
    words = {"cell_type": "markdown", "metadata": {}, "source": between}
    raw["cells"][at:at] = [words, body] if between else [body]
    (grade,) = pool.grade([rebuild(parse(json.dumps(raw).encode()), "ada", LESSON)])
    assert one(grade, "alpha_max").points == 0
    said = "its cell ends where a block begins, and a new cell below may go on with it"
    assert grade.flags == (f"alpha_max: {said}; please look",)
    assert graded(pool, alpha_max="def alpha_max(X):").flags == ()


@pytest.mark.parametrize("beside", [f"# {RIGHT}".replace("\n", "\n# "), f"'''\n{TYPED}\n'''"])
def test_an_answer_that_is_commented_out_below_the_stub_is_flagged(pool: Pool, beside: str) -> None:
    grade = graded(pool, alpha_max=f"{STUBS['alpha_max']}\n\n{beside}")
    assert one(grade, "alpha_max").status == "not_attempted"
    said = "its cell holds the stub, and a `alpha_max` that is commented out"
    assert grade.flags == (f"alpha_max: {said}; please look",)


INDENTED = RIGHT.replace("\n", "\n    ")
COMMENTED = RIGHT.replace("\n", "\n# ")


@pytest.mark.parametrize(
    "code",
    [
        f"class Answers:\n    @staticmethod\n    {INDENTED}",
        f"def solution():\n    {INDENTED}\n    return alpha_max",
        RIGHT.replace("alpha_max", "largest_rate"),
        "largest_rate = lambda X: 2 / np.linalg.eigvalsh(2 / len(X) * X.T @ X).max()",
        f"# {COMMENTED}",
        f"'''\n{RIGHT}'''",
        f"%%writefile answer.py\n{RIGHT}",
        f"%%python3\n{RIGHT}",
        "%load answer.py",
        "!python answer.py\n",
    ],
)
def test_an_answer_that_is_not_made_is_flagged(pool: Pool, code: str) -> None:
    grade = graded(pool, alpha_max=code)
    assert one(grade, "alpha_max").status == "failed"
    said = "alpha_max: its cell makes no `alpha_max`, but holds what may be meant as it"
    assert grade.flags == (f"{said}; please look",)


TABLE = "{'too_small': 1e-4, 'good': 0.5, 'too_large': 9.0}"


@pytest.mark.parametrize("cell", ["my_rates = {}", "{}", "print({})", "show = {}.items(); show"])
def test_a_table_that_has_not_its_name_is_flagged(pool: Pool, cell: str) -> None:
    grade = graded(pool, rates=cell.replace("{}", TABLE))
    assert any(flag.startswith("rates: its cell makes no `rates`") for flag in grade.flags)


@pytest.mark.parametrize("code", ["print('no idea')", "# no idea", "alpha_max = 3", "largest = 3"])
def test_what_is_no_such_answer_is_not_flagged(pool: Pool, code: str) -> None:
    assert graded(pool, alpha_max=code).flags == ()
