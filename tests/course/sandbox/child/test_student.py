"""A notebook is called like a module, and whatever it does costs it one answer at most."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest

from autograder.client import faults
from autograder.client.student import rng
from autograder.records import Cell, Limits
from autograder.sandbox.affine import affine

from .conftest import ADD, fault


def test_a_function_is_called_and_its_value_comes_back(notebook):
    student = notebook(
        "def f(theta, X, y):\n    print('noise')\n    return 2 * X.T @ (X @ theta - y)"
    )
    X, y = np.arange(6.0).reshape(3, 2), np.ones(3)
    assert student.f(np.array([1.0, 0.5]), X, y).tolist() == [54.0, 69.0]


def test_arguments_may_be_nested_and_of_every_kind(notebook):
    student = notebook("def f(*args): return args")
    frame = pd.DataFrame({"bias": [1.0, 1.0], "bill": [3.0, 4.0]}, index=[5, 6])
    args = ([1, (2.5, [None, "x"])], {"a": np.ones((2, 2))}, frame, frame.bill, True, np.int64(3))
    got = student.f(*args)
    assert got[0] == args[0]
    assert got[1]["a"].tolist() == [[1.0, 1.0], [1.0, 1.0]]
    pd.testing.assert_frame_equal(got[2], frame)
    pd.testing.assert_series_equal(got[3], frame.bill)
    assert got[4] is True
    assert got[5] == 3


def test_a_changed_argument_shows_and_our_copy_stays(notebook):
    student = notebook("def f(a, b, g):\n    a[0] = 9\n    b.append({1: 2})\n    return 0")
    a, b = np.zeros(2), [1.0]
    returned = student.f.call(a, b, len)
    assert a.tolist() == [0.0, 0.0]
    assert returned.arguments_after[0].tolist() == [9.0, 0.0]
    assert returned.arguments_after[1] != b
    assert returned.arguments_after[2] is len


def test_the_dtype_is_told(notebook):
    student = notebook("import numpy as np\ndef f(kind): return np.ones(2, kind)")
    assert student.f.call("float32").dtype == "float32"
    assert student.f.call("float64").dtype == "float64"


def test_a_generator_of_random_numbers_is_made_from_its_seed(notebook):
    student = notebook("def f(g): return g.permutation(9), g.random()")
    order, number = student.f(rng(7))
    expected = np.random.default_rng(7)
    assert order.tolist() == expected.permutation(9).tolist()
    assert number == expected.random()


PASS_ON = """
import random
def deal(rng): return 0
def f(g): return deal(g), deal(g)
def old(g): return f(np.random.RandomState(3)), f(random.Random(3))
"""


def test_a_generator_is_passed_on_to_a_replaced_function_and_moves_on(notebook):
    student = notebook("import numpy as np" + PASS_ON, replace={"deal": lambda g: g.permutation(9)})
    one, two = student.f(rng(7))
    assert sorted(one.tolist()) == sorted(two.tolist()) == list(range(9))
    assert one.tolist() != two.tolist()
    assert [order.tolist() for order in student.f(rng(7))] == [one.tolist(), two.tolist()]
    assert student.f(rng(8))[0].tolist() != one.tolist()
    for one, two in student.old(rng(7)):
        assert sorted(one.tolist()) == list(range(9)) and one.tolist() != two.tolist()


def test_the_value_of_a_name(notebook):
    student = notebook("errata = {'loss': 0.625, 'gradient': (0.5, 3.5)}")
    assert student.errata.get() == {"loss": 0.625, "gradient": (0.5, 3.5)}


def test_state_is_kept_between_calls(notebook):
    student = notebook("seen = []\ndef f(x):\n    seen.append(x)\n    return seen")
    student.f(1)
    assert student.f(2) == [1, 2]


# Callables stay here


def test_a_callable_is_called_here_and_records_its_points(notebook):
    points = []

    def df(x):
        points.append(x)
        return 2 * x

    student = notebook(
        "def descend(df, x, rate, n):\n    for _ in range(n): x = x - rate * df(x)\n    return x"
    )
    assert student.descend(df, 1.0, 0.25, 3) == 0.125
    assert points == [1.0, 0.5, 0.25]


def test_a_callable_gives_the_kind_that_it_returns(notebook):
    student = notebook("def f(g): return [type(g(k)).__name__ for k in range(4)]")
    kinds = [1.0, [1.0], (1.0,), np.ones(1)]
    assert student.f(lambda k: kinds[k]) == ["float", "list", "tuple", "ndarray"]


def test_an_affine_function_is_computed_where_it_is_called(notebook, monkeypatch):
    """As a hundred steps would call it; whatever else it is handed comes here, as elsewhere."""
    asked, whole = [], affine.__call__
    monkeypatch.setattr(affine, "__call__", lambda f, t: asked.append(t) or whole(f, t))
    student = notebook(
        "import numpy as np\nodd = {'list': [1.0, 2.0], 'int': 3, 'column': np.ones((2, 1)),\n"
        "       'short': np.ones(1), 'whole': np.array([1, 2]), 'text': 'x'}",
        "def at(df, t): return df(t)",
        "def odd_at(df, name): return df(odd[name])",
        "def at_no_row(df, t): return df(np.asarray(t))",  # an array of one number, without a row
    )
    matrix, shift = np.array([[2.0, 1.0], [1.0, 4.0]]), np.array([-1.0, 0.1])
    at = np.array([0.3, -1 / 3])
    for df in (affine(matrix, shift), affine([2.0, 0.1], 0.7), affine(1 / 3), affine(0.0, shift)):
        assert np.array_equal(student.at(df, at), whole(df, at))
    number = student.at(affine(0.1, 2.0), 3.0)
    assert (type(number), number) == (float, whole(affine(0.1, 2.0), 3.0))
    lone = student.at_no_row(affine(0.1, 2.0), 3.0)
    assert asked == []
    assert (type(lone), lone) == (type(student.at_no_row(lambda t: 0.1 * t + 2.0, 3.0)), number)
    bowl = affine(matrix, shift)
    assert student.odd_at(bowl, "list").tolist() == [3.0, 9.1]
    assert student.odd_at(bowl, "column").shape == (2, 2)
    assert student.odd_at(affine(2.0), "int") == 6.0
    assert len(asked) == 3
    for name in ("short", "text"):
        assert isinstance(fault(student, "odd_at", bowl, name), faults.WrongCall)


@pytest.mark.parametrize("kind", ["float64", "float32", "int64", "int32"])
@pytest.mark.parametrize("at", ["np.array([3, 7], np.{0})", "np.{0}(3)", "np.array(3, np.{0})"])
def test_an_affine_function_gives_the_kind_that_ours_gives(notebook, monkeypatch, at, kind):
    asked, whole = [], affine.__call__
    monkeypatch.setattr(affine, "__call__", lambda f, t: asked.append(t) or whole(f, t))
    student = notebook(
        f"import numpy as np\nt = {at.format(kind)}",
        "def at(df): return type(df(t)).__name__, str(df(t).dtype), df(t)",
    )
    bowls = [affine(0.1, -1 / 3)]
    bowls += [affine([[1 / 3, 0.1], [1.0, 4.0]], [0.1, 2.0])] if "[" in at else []
    for bowl in bowls:
        *here, value = student.at(bowl)
        assert asked == []
        *there, ours = student.at(lambda t, bowl=bowl: whole(bowl, t))
        assert here == there
        assert np.array_equal(value, ours)


@pytest.mark.parametrize("told", ["np.seterr(all='raise')", "warnings.simplefilter('error')"])
def test_an_affine_function_goes_beyond_all_bounds_as_ours_do(notebook, told):
    student = notebook(
        f"import warnings\nimport numpy as np\n{told}", "def at(df, t): return df(t)"
    )
    for df in (affine(1e300), lambda t: 1e300 * t):
        assert student.at(df, 1e300) == np.inf
        assert student.at(df, np.array([1e300, 1.0])).tolist() == [np.inf, 1e300]
    nothing = affine([[1.0, 1.0], [0.0, 1e-300]])
    assert np.isnan(student.at(nothing, np.array([np.inf, -np.inf]))[0])
    assert student.at(nothing, np.array([0.0, 1e-300])).tolist() == [1e-300, 0.0]


def test_the_child_holds_a_stub_only(notebook):
    secret = 81273

    def df(x):
        return secret

    cell = "import gc\ndef f(df): return str((df.__code__.co_consts, df.__closure__)), df(1)"
    stub, value = notebook(cell).f(df)
    assert str(secret) not in stub
    assert value == secret


@pytest.mark.parametrize("how", ["g()", "g(1, 2)", "g([1])", "g(x=1)"])
def test_a_wrong_call_of_a_callable_is_the_students_fault(notebook, how):
    student = notebook(f"def f(g): return {how}", ADD)
    assert isinstance(fault(student, "f", lambda x: x**2), (faults.WrongCall, faults.Raised))
    assert student.add(1) == 1


def test_a_callable_kept_from_an_earlier_call_is_gone(notebook):
    cell = "kept = []\ndef f(g):\n    kept.append(g)\n    return kept[0](1)"
    student = notebook(cell)
    assert student.f(lambda x: 10) == 10
    assert isinstance(fault(student, "f", lambda x: 20), faults.WrongCall)


def test_an_error_of_our_own_callable_ends_the_call_and_nothing_else(notebook):
    def broken(x):
        raise AssertionError("ours")

    student = notebook("def f(g): return g(1)", ADD)
    assert isinstance(fault(student, "f", broken), faults.WrongCall)
    assert student.add(1, 2) == 3


def test_a_value_error_of_a_callable_can_be_caught(notebook):
    def reference(x):
        raise np.linalg.LinAlgError("secret")

    cell = "def f(g):\n    try: g(1)\n    except ValueError as error: return str(error)"
    assert "secret" not in notebook(cell).f(reference)


# Error carried forward


def test_a_replaced_name_calls_our_function(notebook):
    first = Cell("grad", "code", "def grad(theta, rate): return 999", "answer")
    later = "def descend(t): return t - grad(rate=0.5, theta=t)"
    student = notebook(first, later, "z = descend(1.0)", replace={"grad": lambda t, r: r * t})
    assert student.descend(2.0) == 1.0
    assert student.z.get() == 0.5


@pytest.mark.parametrize("source", ["raise NotImplementedError", "while True: pass", ""])
def test_a_name_that_never_came_to_be_is_replaced_too(notebook, source):
    cells = [Cell("grad", "code", source, "answer")] if source else []
    student = notebook(*cells, "def f(t): return grad(t)", replace={"grad": lambda t: -t})
    assert student.f(2.0) == -2.0


@pytest.mark.parametrize("source", ["raise NotImplementedError", "rates = 0"])
def test_a_replaced_name_may_hold_a_value(notebook, source):
    first = Cell("rates", "code", source, "answer")
    rates = {"good": 0.5, "all": np.arange(3.0)}
    student = notebook(first, "z = rates['good'] + rates['all'][2]", replace={"rates": rates})
    assert student.z.get() == 2.5


def test_a_new_process_knows_nothing_of_what_the_old_one_was_lent(notebook):
    student = notebook("kept = []\ndef f(g):\n    kept.append(g(2.0))\n    return len(kept)")
    assert student.f(lambda t: -t) == 1
    assert student.lent
    student.renew()
    assert not student.lent
    assert student.kept.get() == []


def test_a_new_process_renders_no_figure_that_was_shown_before(notebook):
    """Its code runs, with all that comes of it; only the picture of the first time is kept."""
    student = notebook(
        "import matplotlib.pyplot as plt\nfrom IPython.core import pylabtools\nrendered = []",
        "fig, ax = plt.subplots(); ax.plot([1, 2])\n"
        "fig.canvas.mpl_connect('draw_event', lambda event: rendered.append(1))\nplt.show()",
        "left_open = plt.get_fignums()",
    )
    (shown,) = [o for o in student.runs[1].outputs if o["output_type"] == "display_data"]
    assert len(student.rendered.get()) > 0
    student.renew()
    assert student.rendered.get() == []
    assert student.left_open.get() == []
    assert shown in student.runs[1].outputs
    assert "image/png" in shown["data"]


# What goes wrong


def test_a_replaced_function_takes_on_what_was_lent(notebook):
    """As gradient_descent takes df, when a later answer calls it with the df that it was given."""
    student = notebook(
        "def descend(df, x): raise NotImplementedError",
        "def walk(df, x): return [descend(df, x), descend(df, 2 * x)]",
        replace={"descend": lambda df, x: x - df(x)},
    )
    assert student.walk(lambda x: 0.25 * x, 4.0) == [3.0, 6.0]


def test_an_argument_that_cannot_be_sent_is_our_fault(notebook):
    student = notebook(ADD)
    with pytest.raises(faults.GraderFault):
        student.add(object())
    assert student.add(1) == 1


def test_a_call_costs_about_a_millisecond(notebook):
    student = notebook("def f(theta, X, y): return X.T @ (X @ theta - y)", limits=Limits())
    X, y = np.ones((244, 2)), np.ones(244)
    start = time.perf_counter()
    for _ in range(100):
        student.f(np.ones(2), X, y)
    assert (time.perf_counter() - start) / 100 < 0.01
