"""What an answer may do wrong: each fault is told as the student's, and costs one call."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from autograder.client import faults
from autograder.client.notebook_run import MOST_ENDINGS
from autograder.client.reply_faults import fault_of
from autograder.records import Cell

from .conftest import ADD, LIMITS, fault


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
    assert run.ended_because
    assert isinstance(fault(student, "slow"), faults.TimedOut)
    assert student.flags == ["`slow` ran longer than 2 seconds and was stopped."]


@pytest.mark.parametrize("how", ["os._exit(0)", "os.abort()", "ctypes.string_at(0)", "os.close(3)"])
def test_a_call_that_ends_the_process_costs_that_call(notebook, how):
    student = notebook(ADD, f"import os, ctypes\ndef f(): {how}")
    assert isinstance(fault(student, "f"), faults.ProcessEnded)
    assert student.add(1, 2) == 3


@pytest.mark.parametrize("how", ["os._exit(0)", "os.abort()", "ctypes.string_at(0)", "os.close(3)"])
def test_a_cell_in_which_the_process_ends_costs_itself(notebook, how):
    student = notebook(ADD, f"import os, ctypes\ndef c1(): return 1\n{how}", "x = 1")
    assert student.add(1, 2) == 3
    assert student.x.get() == 1
    assert isinstance(fault(student, "c1"), faults.ProcessEnded)
    assert [run.outputs[0]["ename"] if run.outputs else "" for run in student.runs] == [
        "", "ProcessEnded", "",
    ]  # fmt: skip
    assert len(student.flags) == 1
    assert "while running `c1`" in student.flags[0]


@pytest.mark.parametrize("how", ["exit()", "quit()", "import sys; sys.exit(3)", "raise SystemExit"])
def test_who_leaves_as_python_offers_loses_nothing(notebook, how):
    student = notebook(ADD, f"x = 1\n{how}")
    assert student.add(1, 2) == 3
    assert student.x.get() == 1
    assert not student.flags


def test_only_so_many_cells_may_end_the_process(notebook):
    student = notebook(ADD, *["import os; os._exit(0)"] * (MOST_ENDINGS + 1), "x = 1")
    assert isinstance(fault(student, "add", 1), faults.ProcessEnded)
    assert student.runs[-1].outputs[0]["ename"] == "NotRun"


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


# What which line, which type and which words could spell out


def test_only_a_line_of_an_answer_is_shown(notebook):
    helper = Cell("", "code", "def helper(a):\n    return 1 / 0", "scratch")
    student = notebook(helper, "def f(a):\n    return helper(a)")
    assert "in the line `return helper(a)`" in fault(student, "f", 1).says


def test_a_statement_of_many_lines_is_shown_by_its_first(notebook):
    student = notebook("def f(a):\n    return [\n        1,\n        1 / a,\n        2 / a,\n    ]")
    assert "in the line `return [`" in fault(student, "f", 0).says


def test_the_line_of_many_hides_the_input(notebook):
    many = "".join(f"    if a == {k}:\n        raise ValueError\n" for k in range(1000))
    student = notebook(f"def f(a):\n{many}")
    assert len({fault(student, "f", k).says for k in (3, 500, 999)}) == 1


def test_lines_of_ipython_are_in_nobodys_way(notebook):
    student = notebook("%matplotlib inline\ndef f(a):\n    return 1 / a")
    assert "in the line `return 1 / a`" in fault(student, "f", 0).says


@pytest.mark.parametrize("kind", ["UnicodeDecodeError", "ChildProcessError", "FutureWarning"])
def test_a_seldom_type_is_called_by_a_usual_one(notebook, kind):
    student = notebook(
        f"class Odd({kind}):\n    def __init__(self): pass\ndef f(a):\n    raise Odd"
    )
    said = fault(student, "f", 0).says
    assert kind not in said.partition("in the line")[0]
    assert "Odd" not in said.partition("in the line")[0]


def test_which_exception_it_is_is_told_of_two_only(notebook):
    lines = "".join(f"    if a == {k}:\n        return x{k}\n" for k in range(6))
    student = notebook(f"def f(a):\n{lines}")
    said = [fault(student, "f", k).says for k in (4, 4, 2, 3, 1, 2)]
    assert "x4" in said[0]
    assert said[0] == said[1]
    assert "x2" in said[2]
    assert said[2] == said[5]
    assert said[3] == said[4] == "`f` raised another exception."
    assert fault(student, "f", 5).type_name == "NameError"  # by which it is judged


def test_a_long_word_costs_nobody_time():
    """The name of a name error, a type or a cell is compared, and never a pattern."""
    cell = Cell("f", "code", "def f(a):\n    return a", "answer")
    word = "w" * 15_000_000
    for kinds, message, frames in (
        (["NameError"], f"name '{word}' is not defined", [["0", 2]]),
        ([word] * 10, "", [["0", 2]]),
        (["NameError"], "", [[word, 2]]),
        (["NameError"], f"name '{word[:400]}' is not defined", [["0", 2]] * 20),
    ):
        reply = {"raised": kinds, "message": message, "frames": frames}
        began = time.process_time()
        found = fault_of("f", reply, {0: cell}, "")
        assert time.process_time() - began < 1.0
        assert found is None or "ww" not in found.says
