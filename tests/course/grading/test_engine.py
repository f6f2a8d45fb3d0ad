"""What one answer does costs that answer: the engine with hidden tests made for the purpose."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from autograder.client.faults import GraderFault, StudentFault
from autograder.client.student import Student
from autograder.course import Course
from autograder.course.gallery import notebook_with
from autograder.grading.engine import Engine
from autograder.intake import parse, rebuild
from autograder.records import Check, ExerciseGrade, Grade, Limits
from autograder.sandbox.launcher import Sandbox
from tests.course.support.points import points_of

COURSE = Course.load(Path(__file__))
ASSIGNMENT = COURSE.assignment("03_tips")
LIMITS = Limits(cell_seconds=2.0, call_seconds=0.5, submission_seconds=30.0)
BUSY_TRIES = 5  # what waited for a core is our fault, and graded again: here at once
MSE = "def mse(theta, X, y_obs):\n    return 1.5"
GRADIENT = "def mse_gradient(theta, X, y_obs):\n    return 2.5"
DESCENT = "def gradient_descent(df, theta_init, alpha, n_steps):\n    return 3.5"
Checked = Callable[[Student], bool]


@dataclass(frozen=True)
class Checks:
    """Checks by exercise, in the place of hidden test files."""

    checks: Mapping[str, tuple[Checked, ...]]
    after: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def needs(self, exercise: str) -> tuple[str, ...]:
        return self.after.get(exercise, ())

    def run(self, exercise: str, student: Student) -> tuple[Check, ...]:
        return tuple(self._run(check, student) for check in self.checks.get(exercise, ()))

    def _run(self, check: Checked, student: Student) -> Check:
        try:
            return Check("holds", check(student))
        except StudentFault as fault:
            return Check("holds", False, fault.says, fault.hint, reason=fault.reason)


def gives_mse(student: Student) -> bool:
    return bool(student.mse(1, 2, 3) == 1.5)


def gives_gradient(student: Student) -> bool:
    return bool(student.mse_gradient(1, 2, 3) == 2.5)


def gives_descent(student: Student) -> bool:
    return bool(student.gradient_descent(1, 2, 3, 4) == 3.5)


TESTS = Checks(
    {
        "mse": (gives_mse,) * 5,
        "mse_gradient": (gives_gradient,) * 5,
        "gradient_descent": (gives_descent,),
    }
)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(LIMITS, unsafe=True) as made:
        yield made


Graded = Callable[..., Grade]


@pytest.fixture
def graded(sandbox: Sandbox) -> Graded:
    def grade(
        answers: Mapping[str, str],
        scratch: str = "",
        tests: Checks = TESTS,
        limits: Limits = LIMITS,
        without: str = "",
    ) -> Grade:
        raw = notebook_with(ASSIGNMENT, answers, scratch)
        raw["cells"] = [c for c in raw["cells"] if not without or c["id"] != without]
        submission = rebuild(parse(json.dumps(raw).encode()), "ada", ASSIGNMENT)
        engine = Engine(ASSIGNMENT, tests, sandbox, limits, 0.5)
        for _ in range(BUSY_TRIES):
            try:
                return engine.grade(submission)
            except GraderFault as fault:
                if "too busy a machine" not in str(fault):
                    raise
        pytest.fail("the machine was too busy, time after time")

    return grade


def exercise(grade: Grade, name: str) -> ExerciseGrade:
    return next(e for e in grade.exercises if e.name == name)


def test_stubs_are_not_attempted(graded: Graded) -> None:
    grade = graded({})
    assert {e.status for e in grade.exercises} == {"not_attempted"}
    assert (grade.points, grade.max_points) == (0.0, points_of(ASSIGNMENT.name).full)


@pytest.mark.parametrize("cells", [{"scratch": MSE}, {"answers": {"symptom": f"{MSE}\nx = 1"}}])
def test_a_right_answer_in_another_cell_counts(graded: Graded, cells: dict[str, Any]) -> None:
    grade = graded(**{"answers": {}, **cells})
    assert exercise(grade, "mse").status == "passed"


def test_a_stub_that_others_only_call_stays_not_attempted(graded: Graded) -> None:
    calling = "def mse_gradient(theta, X, y_obs):\n    return mse(theta, X, y_obs)"
    grade = graded({"mse_gradient": calling}, scratch="import os; os._exit(0)")
    assert exercise(grade, "mse").status == "not_attempted"


def test_an_answer_whose_cell_is_gone_is_not_attempted_and_flagged(graded: Graded) -> None:
    grade = graded({}, without="mse")
    assert exercise(grade, "mse").status == "not_attempted"
    assert any("mse is missing" in flag for flag in grade.flags)


def test_an_answer_that_was_moved_to_a_cell_of_its_own_counts_and_is_flagged(
    graded: Graded,
) -> None:
    grade = graded({}, scratch=MSE, without="mse")
    assert exercise(grade, "mse").status == "passed"
    assert any("recognised by the name that it defines: mse" in flag for flag in grade.flags)


def test_what_hangs_leaves_the_others_their_time(graded: Graded) -> None:
    loops = {name: f"def {name}(*a):\n    while True: pass" for name in ("mse", "mse_gradient")}
    tight = replace(LIMITS, submission_seconds=4.0)  # ten hanging checks alone would take five
    grade = graded({**loops, "gradient_descent": DESCENT}, limits=tight)
    assert [exercise(grade, name).status for name in loops] == ["failed", "failed"]
    assert all("longer than 0.5" in c.message for c in exercise(grade, "mse").checks)
    assert exercise(grade, "gradient_descent").status == "passed"


CARRY = Checks(
    {"mse_gradient": (gives_gradient,), "gradient_descent": (gives_descent,) * 2},
    {"gradient_descent": ("mse_gradient",)},
)
CALLS = (
    "def gradient_descent(df, theta_init, alpha, n_steps):\n"
    "    return 3.5 if mse_gradient([1, 1], [[2, 2]], [3])[0] else 0"
)


@pytest.mark.parametrize("fault", ["import os; os._exit(1)", "while True: pass"])
def test_a_later_exercise_is_tried_beside_the_reference(graded: Graded, fault: str) -> None:
    wrong = f"def mse_gradient(theta, X, y_obs):\n    {fault}"
    grade = graded({"mse_gradient": wrong, "gradient_descent": CALLS}, tests=CARRY)
    assert exercise(grade, "mse_gradient").status == "failed"
    assert exercise(grade, "gradient_descent").status == "passed"


HOLDS = (
    "def gradient_descent(df, theta_init, alpha, n_steps, slope=mse_gradient):\n"
    "    return 3.5 if slope([1, 1], [[2, 2]], [3])[0] else 0"
)


@pytest.mark.parametrize("answer", [CALLS, HOLDS])
def test_the_reference_is_lent_in_a_process_of_its_own(
    graded: Graded, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    spawned = []
    spawn = sandbox.spawn
    monkeypatch.setattr(sandbox, "spawn", lambda: spawned.append(1) or spawn())
    wrong = "def mse_gradient(*a): return [0]"
    grade = graded({"mse_gradient": wrong, "gradient_descent": answer}, tests=CARRY)
    assert exercise(grade, "gradient_descent").status == "passed"
    assert len(spawned) == 3  # the first round, the tries further up, the one beside the reference


def test_what_happens_in_a_second_try_flags_nobody(graded: Graded) -> None:
    """Here its process ends, and time is up while the cells run anew."""
    answers = {
        "mse_gradient": "def mse_gradient(*a): return [0]",
        "gradient_descent": "def gradient_descent(*a):\n"
        "    if len(mse_gradient([1, 1], [[2, 2]], [3])) == 2:\n"
        "        import os; os._exit(1)",
    }
    slow = "import time; time.sleep(1.2)"
    grade = graded(answers, slow, CARRY, replace(LIMITS, submission_seconds=2.0))
    assert exercise(grade, "gradient_descent").status == "blocked"
    assert not grade.flags


def test_an_error_is_carried_forward_through_what_it_broke(graded: Graded) -> None:
    """mse_gradient is right but for mse, which it asks; who asks mse_gradient loses nothing."""
    chain = Checks(
        {
            "mse": (gives_mse,),
            "mse_gradient": (gives_gradient,),
            "gradient_descent": (gives_descent,),
        },
        {"mse_gradient": ("mse",), "gradient_descent": ("mse_gradient",)},
    )
    point = "[1, 1], [[2, 2]], [3]"
    answers = {
        "mse": "def mse(*a): return 0.0",
        "mse_gradient": f"def mse_gradient(*a): return 2.5 if mse({point}) else 0.0",
        "gradient_descent": "def gradient_descent(*a):\n"
        f"    return 3.5 if np.any(mse_gradient({point})) else 0",
    }
    grade = graded(answers, tests=chain)
    assert [exercise(grade, name).status for name in answers] == ["failed", "passed", "passed"]


HELPED = "def gradient_descent(*a):\n    return half() * 2 if mse_gradient([1, 1], X, y)[0] else 0"


def test_a_helper_further_down_is_there_in_a_second_try(graded: Graded) -> None:
    answers = {"mse_gradient": "def mse_gradient(*a): return [0]", "gradient_descent": HELPED}
    grade = graded(answers, "def half(): return 1.75", CARRY)
    assert exercise(grade, "gradient_descent").status == "passed"


ENDS = "import os; os._exit(1)"


def test_a_process_that_ends_in_a_cell_costs_that_cell(graded: Graded) -> None:
    grade = graded({"mse_gradient": GRADIENT, "mse": f"{MSE}\n{ENDS}"}, scratch=ENDS)
    assert exercise(grade, "mse_gradient").status == "passed"
    assert exercise(grade, "mse").status == "failed"
    assert "ended while running `mse`" in exercise(grade, "mse").message
    assert len(grade.flags) == 2


def test_a_dead_notebook_is_not_tried_again(
    graded: Graded, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.client.notebook_run.MOST_ENDINGS", 0)
    spawned = []
    spawn = sandbox.spawn
    monkeypatch.setattr(sandbox, "spawn", lambda: spawned.append(1) or spawn())
    answers = {"mse_gradient": GRADIENT, "gradient_descent": CALLS}
    grade = graded(answers, scratch=ENDS, tests=CARRY)
    assert {exercise(grade, name).status for name in answers} == {"failed"}
    assert any("ended" in flag for flag in grade.flags)
    assert len(spawned) == 1


def test_all_rounds_share_one_clock(graded: Graded) -> None:
    answers = {"mse_gradient": "def mse_gradient(*a): return [0]", "gradient_descent": HOLDS}
    assert exercise(graded(answers, tests=CARRY), "gradient_descent").status == "passed"
    slow = "import time; time.sleep(1.5)"
    grade = graded({**answers, "mse": slow}, "", CARRY, replace(LIMITS, submission_seconds=2.5))
    assert exercise(grade, "gradient_descent").status in ("blocked", "failed")
