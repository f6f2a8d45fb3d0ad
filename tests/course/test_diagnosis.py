"""The hidden tests and the diagnosis tables against the gallery, without the jail.

Every right answer passes; every wrong answer fails with the diagnosis that its first line declares;
every mistake in a table is proved by a wrong answer. Answers of the gallery are ours, so they may
run here; the gallery's own test runs them in the sandbox.
"""

import contextlib
import copy
import importlib.util
import io
import time
import types
import warnings
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from autograder.diagnosis import TABLES, Evidence, Suspects, diagnose, plain_name
from autograder.diagnosis.words import WORDS
from autograder.faults import MissingName, Raised, StudentFault, Unsupported
from autograder.grading import CheckFailed
from autograder.grading.headline import DESCRIPTIONS, headline, one_name
from autograder.grading.passed import recorded, unrefuted
from autograder.records import Check
from autograder.redact import KNOWN_EXCEPTIONS
from autograder.sandbox import values
from autograder.sandbox.decode import Decoder
from autograder.sandbox.encode import Encoder
from autograder.student import Returned, rng
from solutions import beyond, learning_rates, mini_batches, one_step, slope, tips

matplotlib.use("agg")
TESTS = Path(__file__).resolve().parent.parent
RIGHT = sorted((TESTS / "right_answers").glob("*/*/*.py"))
WRONG = sorted((TESTS / "wrong_answers").glob("*/*/*.py"))
LESSONS = {
    "01_slope": slope,
    "02_one_step": one_step,
    "03_tips": tips,
    "04_learning_rates": learning_rates,
    "05_mini_batches": mini_batches,
    "06_beyond": beyond,
}
# in no table: what only several calls together show, and what any exercise may show
IN_NO_TABLE = {
    "gives_nan",
    "changes_arguments",
    "keeps_state",
    "no_shuffle",
    "rng_not_used",
    "shuffled_once",
    "few_orders",
    "order_from_elsewhere",
}


def test_both_galleries_are_there():
    for folder, least in (("right_answers", 3), ("wrong_answers", 5)):
        for exercise in TABLES:
            found = list((TESTS / folder).glob(f"*/{exercise}/*.py"))
            assert len(found) >= least, f"{folder} of {exercise}"


@pytest.mark.parametrize("path", RIGHT, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_right_answers_pass(path):
    assert list(failures(path)) == []


@pytest.mark.parametrize("path", WRONG, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_wrong_answers_fail_with_their_diagnosis(path):
    found = failures(path)
    assert found, "no hidden test fails"
    told = headline(found)
    assert (told.diagnosis or "none") == declared(path), found
    assert {check.diagnosis for check in one_name(found)} <= {told.diagnosis, None}


def test_every_mistake_is_proved():
    """A row of a table that no wrong answer of that exercise shows is a guess."""
    shown = {(path.parent.name, declared(path)) for path in WRONG}
    told = {
        (exercise, plain_name(mistake.name))
        for exercise, table in TABLES.items()
        for mistake in table
    }
    assert {(e, name) for e, name in told if name not in DESCRIPTIONS} - shown == set()


def test_wording():
    """One sentence, one question, and no mistake without words or words without a mistake."""
    told = {plain_name(mistake.name) for table in TABLES.values() for mistake in table}
    assert set(WORDS) - told <= IN_NO_TABLE <= {declared(path) for path in WRONG}
    for name, (says, hint) in WORDS.items():
        assert says.endswith("."), name
        assert hint.endswith("?") and hint.count("?") == 1, name
        assert not any(digit in says for digit in "0123456789"), name
        assert len(says) + len(hint) < 200, name
    for name in ("missing_mean", "no_reduction"):
        assert "mean" in WORDS[name][0]


def test_right_is_no_mistake():
    X, y = np.array([[1.0, 2.0], [1.0, 5.0]]), np.array([1.0, 0.0])
    right = tips.mse_gradient([0.5, 0.5], X, y)
    args = ([0.5, 0.5], X, y)
    assert diagnose(Evidence("mse_gradient", args, right, right)) == Suspects()
    assert diagnose(Evidence("unknown", args, 2 * right, right)) == Suspects()


@pytest.mark.parametrize("got", [None, "text", object(), [], [[1.0], [1.0, 2.0]], {"a": 1}, 1j])
@pytest.mark.parametrize("exercise", TABLES)
def test_odd_values_do_no_harm(exercise, got):
    args = {
        "one_step": ([1.0, 2.0], [2.0, 3.0], 0.5, 0.5, 0.1),
        "mse_gradient_matrix": (np.eye(3), np.ones(3), np.zeros(3)),
        "gradient_factor": ("mse", 3),
        "errata": ("loss",),
        "symptom": ("ratio_with_sum",),
        "gradient_single_arg": ([0.5, 0.5],),
        "minibatches": (5, 2, rng(1)),
        "minibatch_epoch": (np.ones(2), np.eye(2), np.ones(2), 0.1, 1, rng(1)),
        "minibatch_gd": (np.eye(2), np.ones(2), np.ones(2), 0.1, 1, 1, rng(1)),
        "normal_equation": (np.eye(2), np.ones(2)),
        "numerical_gradient": (lambda t: float(t @ t), np.ones(2), 0.1),
        "fit_standardised": (np.arange(3.0), np.ones(3), 0.1, 4),
        "momentum": (lambda t: 2 * t, np.ones(2), 0.1, 0.9, 4),
        "adam": (lambda t: 2 * t, np.ones(2), 0.1, 4),
        "descend_until": (lambda t: 2 * t, np.ones(2), 0.1, 0.5, 4),
    }
    descent = (lambda t: 2 * t, np.array([1.0, 2.0]), 0.1, 4)
    line = ([0.5, 1.0], np.eye(2), [1, 2])
    given = args.get(exercise, descent if "descent" in exercise else line)
    told = diagnose(Evidence(exercise, given, got, np.array([0.25, 0.5])))
    assert not told.found or got == "text" or told.found[0] == "not_a_figure"


# --- a student without a jail


@dataclass
class Answer:
    """What a hidden test sees of one name: as through the wall, on copies of the arguments."""

    name: str
    names: dict

    def __call__(self, *args):
        return self.call(*args).value

    def call(self, *args):
        given = [_handed_over(arg) for arg in args]
        try:
            value = over_the_wire(self.name, self._held()(*given))
        except StudentFault:
            raise
        except Exception as error:
            kinds = [kind.__name__ for kind in type(error).__mro__]
            known = next(kind for kind in kinds if kind in KNOWN_EXCEPTIONS)
            raise Raised(known, "", f"`{self.name}` raised {known}.") from error
        after = (a if type(a) is rng else b for a, b in zip(args, given, strict=True))
        return Returned(value, tuple(after), None)

    def get(self):
        return over_the_wire(self.name, self._held())

    def _held(self):
        if self.name not in self.names:
            raise MissingName(self.name, "")
        return self.names[self.name]


def _handed_over(arg):
    if type(arg) is rng:
        return np.random.default_rng(arg.seed)
    return arg if callable(arg) else copy.deepcopy(arg)


def over_the_wire(name, value):
    """What the trusted side makes of a value: a generator is a list, a figure its description."""
    encoder = Encoder(16 << 20)
    try:
        tree = encoder.encode(value)
    except values.Unsupported as error:
        raise Unsupported(f"`{name}` gave {error}.") from error
    return Decoder(encoder.raw()).decode(tree)


class Student:
    """A notebook whose other answers are right."""

    def __init__(self, path):
        lesson = LESSONS[path.parent.parent.name]
        self.names = {
            "np": np,
            "pd": pd,
            "plt": plt,
            **{k: v for k, v in vars(lesson).items() if k[0] != "_"},
        }
        for name, thing in self.names.items():
            if isinstance(thing, pd.DataFrame | pd.Series | np.ndarray):
                self.names[name] = thing.copy()
        self.names["lr_page"] = one_step.lr_page
        with contextlib.redirect_stdout(io.StringIO()):
            exec(path.read_text(), self.names)
        plt.close("all")

    def __getattr__(self, name):
        return Answer(name, self.names)


def declared(path):
    """The diagnosis that the first line promises."""
    return path.read_text().splitlines()[0].removeprefix("# diagnosis: ")


@cache
def failures(path):
    """Every hidden test that the answer fails, in order."""
    with recorded() as right_calls:
        found = [*_failing(Student(path), path)]
    return unrefuted(found, right_calls)


def _failing(student, path):
    for name, test in hidden_tests(path.parent.parent.name, path.parent.name):
        try:
            with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
                warnings.simplefilter("ignore")
                test(student)
        except CheckFailed as failed:
            seen = {"candidates": failed.candidates, "unsure": failed.unsure}
            yield Check(name, False, failed.message, failed.hint, **seen)
        except StudentFault as fault:
            yield Check(name, False, fault.says, fault.hint, reason=fault.reason)


@cache
def hidden_tests(assignment, exercise):
    """The test functions of one file, in order."""
    path = TESTS / "hidden" / assignment / f"test_{exercise}.py"
    spec = importlib.util.spec_from_file_location(f"hidden_{exercise}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [
        (name, thing)
        for name, thing in vars(module).items()
        if name.startswith("test_") and isinstance(thing, types.FunctionType)
    ]


def test_a_list_of_very_many_numbers_is_not_looked_through():
    """One of 100 000 took the grader 23 s for each check."""
    began = time.process_time()
    args = ([1.0, 2.0], [1.0, 2.0], 0.0, 0.0, 0.1)
    seen = Evidence("one_step", args, [1.5] * 100_000, (1.0, 2.0))
    assert diagnose(seen) == Suspects()
    assert time.process_time() - began < 2.0
