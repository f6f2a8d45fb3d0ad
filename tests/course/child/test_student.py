"""A notebook is called like a module, and whatever it does costs it one answer at most."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from autograder import faults
from autograder.records import Cell, Limits
from autograder.student import StudentFault, rng

from .conftest import LIMITS

ADD = "def add(*numbers): return sum(numbers)"


def fault(student, name, *args) -> StudentFault:
    with pytest.raises(StudentFault) as caught:
        student.answer(name)(*args)
    return caught.value


# What calls carry


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


def test_an_error_of_our_own_callable_is_our_fault(notebook):
    def broken(x):
        raise AssertionError("ours")

    student = notebook("def f(g): return g(1)", ADD)
    with pytest.raises(faults.GraderFault):
        student.f(broken)
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


# What goes wrong


def test_a_replaced_function_takes_on_what_was_lent(notebook):
    """As gradient_descent takes df, when a later answer calls it with the df that it was given."""
    student = notebook(
        "def descend(df, x): raise NotImplementedError",
        "def walk(df, x): return [descend(df, x), descend(df, 2 * x)]",
        replace={"descend": lambda df, x: x - df(x)},
    )
    assert student.walk(lambda x: 0.25 * x, 4.0) == [3.0, 6.0]


def test_an_answer_that_is_still_the_stub(notebook):
    stub = Cell("grad", "code", "def grad(x):\n    raise NotImplementedError()", "answer")
    student = notebook(
        stub,
        "def use(x): return grad(x)",
        Cell("d", "code", "raise NotImplementedError()", "answer"),
    )
    assert fault(student, "grad", 1).says == "`grad` still raises NotImplementedError."
    assert fault(student, "use", 1).name == "grad"
    with pytest.raises(faults.NotAttempted):
        student.d.get()


def test_a_name_that_is_missing_or_no_function(notebook):
    student = notebook("x = 1", Cell("y", "code", "y = 1 / 0", "answer"))
    assert isinstance(fault(student, "nothing"), faults.MissingName)
    assert isinstance(fault(student, "x"), faults.MissingName)
    assert "ZeroDivisionError" in fault(student, "y").says


def test_an_exception_names_the_students_line(notebook):
    student = notebook("import numpy as np", "def f(a):\n    b = a + 1\n    return unknown * b")
    found = fault(student, "f", 1)
    assert isinstance(found, faults.Raised)
    assert found.says == (
        "`f` raised NameError: name 'unknown' is not defined, in the line `return unknown * b`."
    )


SECRET = 918273.5
LEAKS = (
    "raise Exception(repr(a))",
    "raise ValueError(f'math domain error {a}')",
    "raise NameError(f\"name '{a}' is not defined\")",
    "raise NameError(f\"name 'x' is not defined {a}\")",
    "raise type(f'x{a}', (Exception,), {})",
    "raise type(f'x{a}', (ValueError,), {})('math domain error')",
    "raise KeyError(a)",
    "raise TypeError(f\"'x{a}' object is not callable\")",
    "return type(f'x{a}', (), {})()",
    "return {a: 1}",
    "raise AttributeError(f\"'float' object has no attribute '{a}'\")",
    "exec(compile('1/0', f'<x{a}>', 'exec'))",
    "import os; os._exit(int(a) % 256)",
    "raise NotImplementedError(repr(a))",
    "raise MemoryError(repr(a))",
    "import sys; sys.exit(str(a))",
)


@pytest.mark.parametrize("leak", LEAKS)
def test_hidden_inputs_are_in_no_message(notebook, leak):
    found = fault(notebook(f"def f(a):\n    {leak}"), "f", SECRET)
    said = f"{found.says} {found.hint} {found.args}"
    assert "91827" not in said


def test_a_line_number_is_believed_only_within_the_cell(notebook):
    cell = "def f(a):\n    exec(compile('\\n' * int(a) + '1/0', f.__code__.co_filename, 'exec'))"
    student = notebook(cell)
    assert "in the line `def f(a):`" in fault(student, "f", 0).says  # a forged line 1
    assert "in the line `exec(" in fault(student, "f", 918).says  # the frame outside it


@pytest.mark.parametrize(
    "what", ["SystemExit", "KeyboardInterrupt", "GeneratorExit", "RecursionError"]
)
def test_exceptions_that_end_programs_end_nothing(notebook, what):
    student = notebook(f"def f(): raise {what}", ADD)
    assert fault(student, "f").type_name == what
    assert student.add(1) == 1


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("object()", faults.Unsupported),
        ("np.array([object()])", faults.Unsupported),
        ("'x' * 10**9", (faults.TooLarge, faults.OutOfMemory)),
        ("10**5000", faults.TooLarge),
        ("itertools.count()", faults.TooLarge),
        ("np.broadcast_to(0.0, (10**6, 10**6))", faults.TooLarge),
        ("functools.reduce(lambda a, _: [a], range(10**6), [])", faults.TooLarge),
        ("np.zeros(10**10)", faults.OutOfMemory),
        ("[bytearray(10**8) for _ in range(30)]", faults.OutOfMemory),
    ],
)
def test_values_that_are_no_answer(notebook, value, kind):
    source = f"import itertools, functools, numpy as np\ndef f(): return {value}"
    unhurried = replace(LIMITS, call_seconds=20.0, submission_seconds=60.0)  # on a busy machine
    student = notebook(source, ADD, limits=unhurried)
    found = fault(student, "f")
    assert isinstance(found, kind), found.says
    assert student.add(1) == 1


# Time and processes


def test_a_call_that_hangs_is_stopped_and_the_notebook_runs_again(notebook):
    student = notebook(
        ADD,
        "def f():\n    while True:\n        try:\n            while True: pass\n"
        "        except BaseException: pass",
    )
    start = time.monotonic()
    found = fault(student, "f")
    assert 0.9 < time.monotonic() - start < 4
    assert found.says == "A call of `f` ran longer than 1 seconds and was stopped."
    assert student.add(1, 2) == 3


def test_callbacks_do_not_move_the_deadline(notebook):
    student = notebook("def f(g):\n    while True: g(1)")
    start = time.monotonic()
    assert isinstance(fault(student, "f", lambda x: x), faults.TimedOut)
    assert time.monotonic() - start < 4


def test_a_cell_that_hangs_is_skipped(notebook):
    student = notebook(
        "x = [1]", Cell("slow", "code", "y = 2\nwhile True: pass", "answer"), "x.append(3)"
    )
    assert student.x.get() == [1, 3]
    run = student.runs[1]
    assert run.outputs[0]["ename"] == "TimeLimit"
    assert run.ended
    assert isinstance(fault(student, "slow"), faults.TimedOut)
    assert student.flags == ["`slow` ran longer than 2 seconds and was stopped."]


@pytest.mark.parametrize("how", ["os._exit(0)", "os.abort()", "ctypes.string_at(0)", "os.close(3)"])
def test_a_call_that_ends_the_process_costs_that_call(notebook, how):
    student = notebook(ADD, f"import os, ctypes\ndef f(): {how}")
    assert isinstance(fault(student, "f"), faults.ProcessEnded)
    assert student.add(1, 2) == 3


@pytest.mark.parametrize("how", ["os._exit(0)", "os.abort()", "ctypes.string_at(0)"])
def test_a_cell_that_ends_the_process_ends_the_notebook(notebook, how):
    student = notebook(ADD, f"import os, ctypes\n{how}", "x = 1")
    assert isinstance(fault(student, "add"), faults.ProcessEnded)
    assert [run.outputs[0]["ename"] if run.outputs else "" for run in student.runs] == [
        "", "ProcessEnded", "NotRun",
    ]  # fmt: skip
    assert len(student.flags) == 1


def test_the_whole_notebook_has_a_budget(notebook):
    limits = replace(LIMITS, submission_seconds=1.5)
    student = notebook(ADD, "while True: pass", "while True: pass", limits=limits)
    found = fault(student, "add", 1)
    assert isinstance(found, faults.TimedOut)
    assert "The notebook ran longer than 1.5 seconds" in found.says
    start = time.monotonic()
    fault(student, "add", 1)
    assert time.monotonic() - start < 0.5


def test_checks_run_only_when_asked(notebook):
    cells = (
        "x = []",
        Cell("test_x", "code", "x.append(1)", "check"),
        Cell("", "markdown", "", "text"),
    )
    assert notebook(*cells).x.get() == []
    student = notebook(*cells, run_checks=True)
    assert student.x.get() == [1]
    assert [run is None for run in student.runs] == [False, False, True]


# The channel, seen from code that runs in the child

CHANNEL = "import os, struct, json, time, socket\nsock = socket.socket(fileno=os.dup(3))\n"
FRAME = (
    CHANNEL + "def frame(message, raw=b''):\n    text = json.dumps(message).encode()\n"
    "    return struct.pack('!II', len(text), len(raw)) + text + raw\n"
)


@pytest.mark.parametrize(
    "attack",
    [
        "sock.sendall(struct.pack('!II', 2**32 - 1, 2**32 - 1))",
        "sock.sendall(b'x' * 100)",
        "sock.sendall(frame({'id': 10**6, 'value': 1}))",
        "sock.sendall(frame({'id': True, 'value': 1}))",
        "sock.sendall(frame([]))",
        "sock.sendall(frame({'id': n, 'value': {'t': 'array', 'dtype': '<f8', 'shape': [10**12]}"
        "}))",
        "sock.sendall(frame({'id': n, 'value': {'t': 'array', 'dtype': 'O', 'shape': [1]}"
        "}, bytes(8)))",
        "sock.sendall(frame({'id': n, 'value': 1}, b'left over'))",
        "sock.sendall(frame({'id': n, 'value': 1, 'after': [1]}))",
        "sock.sendall(frame({'id': n}))",
        "sock.sendall(frame({'id': n, 'raised': [1], 'message': 2, 'frames': 3}))",
        "sock.sendall(frame({'id': n, 'callback': 'x', 'args': []}))",
        "sock.sendall(frame({'id': n, 'callback': 1}))",
        "sock.sendall(frame({'id': n, 'callback': 1, 'args': [[]]}))",
    ],
)
def test_what_is_no_reply_costs_that_call(notebook, attack):
    student = notebook(ADD, FRAME + f"def f(n):\n    {attack}\n    time.sleep(9)")
    assert isinstance(fault(student, "f", 3), faults.BadReply)  # two cells, then this call
    assert student.add(1, 2) == 3


def test_a_second_reply_is_no_reply(notebook):
    cell = (
        FRAME + "def f(n):\n    sock.sendall(frame({'id': n, 'value': 1}) * 2)\n    time.sleep(9)"
    )
    student = notebook(ADD, cell)
    assert student.f(3) == 1
    assert isinstance(fault(student, "add", 1), faults.BadReply)
    assert student.add(1) == 1


def test_a_frame_before_any_request(notebook):
    student = notebook(FRAME + "sock.sendall(frame({'id': 2, 'outputs': []}))", ADD)
    assert isinstance(fault(student, "add", 1), faults.BadReply)


def test_one_byte_at_a_time_is_late(notebook):
    cell = (
        CHANNEL
        + "def f():\n    sock.sendall(struct.pack('!II', 999, 0))\n"
        + "    while True:\n        sock.sendall(b' '); time.sleep(.05)"
    )
    student = notebook(ADD, cell)
    start = time.monotonic()
    assert isinstance(fault(student, "f"), faults.TimedOut)
    assert time.monotonic() - start < 4
    assert student.add(1) == 1


def test_a_forged_error_does_not_speak(notebook):
    frames = "[['0', 42], ['secret', 1]]"
    forged = f"{{'id': n, 'raised': ['X 42'], 'message': 'secret 42', 'frames': {frames}}}"
    student = notebook(FRAME + f"def f(n):\n    sock.sendall(frame({forged}))\n    time.sleep(9)")
    found = fault(student, "f", 2)
    assert found.says == "`f` raised an exception."


@pytest.mark.parametrize(
    "outputs",
    [
        "1",
        "[1]",
        "[{'output_type': 'x'}]",
        "[{'output_type': 'stream', 'name': 'stdout', 'text': 1}]",
        "[{'output_type': 'display_data', 'data': {'text/html': ['x']}}]",
    ],
)
def test_forged_outputs_are_no_outputs(notebook, outputs):
    cell = FRAME + f"sock.sendall(frame({{'id': 1, 'outputs': {outputs}}})); time.sleep(9)"
    student = notebook(cell)
    assert student.runs[0].outputs[0]["ename"] == "ProcessEnded"
    assert isinstance(fault(student, "f"), faults.BadReply)


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
