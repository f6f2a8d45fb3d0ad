"""A statement that fails above what an answer's cell defines is left out, and told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.course.sandbox.child.conftest import Open, fault

DOUBLE = "def c0(x): return 2 * x"
READS = 'tips = open("/content/tips.csv")'


def errors(student: Any, index: int = 0) -> list[str]:
    return [o["ename"] for o in student.runs[index].outputs if o["output_type"] == "error"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (READS, "FileNotFoundError"),
        ('import pandas as pd\npd.read_csv("/content/tips.csv")', "FileNotFoundError"),
        ('import os\nos.chdir("/content/drive/MyDrive")', "FileNotFoundError"),
        ('import matplotlib.pyplot as plt\nplt.savefig("/content/a.png")', "FileNotFoundError"),
        ('with open("notes.txt") as file:\n    print(file.read())', "FileNotFoundError"),
        ("import seaborn as sns\nsns.load_dataset('penguins')", "URLError"),
        ("from google.colab import drive\ndrive.mount('/content/drive')", "ModuleNotFoundError"),
        ("import sklearn_of_mine\nprint(sklearn_of_mine.__version__)", "AttributeError"),
        ("from numba_of_mine import njit\n@njit\ndef fast(x): return x", "ModuleNotFoundError"),
        ("from numpy import nowhere", "ImportError"),
        ("%load_ext nb_black", "ModuleNotFoundError"),
        ("%no_such_magic", "UsageError"),
        ("raise NotImplementedError()", "NotImplementedError"),
        ("print(undefined)", "NameError"),
        ("eval('1 +')", "SyntaxError"),
        ("assert False, 'todo'", "AssertionError"),
        (f"%%time\n{READS}", "FileNotFoundError"),
        (f"%%capture out\n{READS}", "FileNotFoundError"),
        (f"from __future__ import annotations\n{READS}", "FileNotFoundError"),
        (f"await __import__('asyncio').sleep(0)\n{READS}", "FileNotFoundError"),
    ],
)
def test_a_line_that_fails_above_an_answer_costs_nothing(
    notebook: Open, line: str, kind: str
) -> None:
    student = notebook(f"{line}\n{DOUBLE}")
    assert student.c0(2) == 4
    assert "%%capture" in line or errors(student) == [kind]
    (flag,) = [flag for flag in student.flags if "run without" in flag]
    assert student.left_out["c0"][0] in line
    assert student.left_out["c0"][0] in flag


def test_a_value_is_reached_as_a_function_is(notebook: Open) -> None:
    assert notebook(f"{READS}\n1 / 0\nc0 = 3").c0.get() == 3


def test_a_helper_below_the_answer_is_reached_too(notebook: Open) -> None:
    student = notebook("def c0(x): return twice(x)\nc0(2)\ndef twice(x): return 2 * x")
    assert student.c0(2) == 4
    assert student.left_out["c0"] == ("c0(2)",)


def test_below_what_it_defines_a_cell_stops_as_ever(notebook: Open) -> None:
    student = notebook(f"{DOUBLE}\n1 / 0\nx = 3\n")
    assert student.c0(2) == 4
    assert not student.flags
    assert errors(student) == ["ZeroDivisionError"]
    fault(student, "x")


def test_only_an_answers_cell_goes_on(notebook: Open) -> None:
    from autograder.records import Cell

    student = notebook(DOUBLE, Cell("", "code", f"1 / 0\n{DOUBLE}\ny = 1", "scratch"))
    assert not student.flags
    assert student.c0(2) == 4


def test_what_a_call_runs_is_no_cell(notebook: Open) -> None:
    ran = f"{READS}\ndef late(): pass"
    student = notebook(f"def c0(x):\n    get_ipython().run_cell({ran!r})\n    late()")
    assert "NameError" in fault(student, "c0", 2).says
    assert not student.left_out


def test_many_failing_lines_stop_it(notebook: Open) -> None:
    student = notebook("1 / 0\n" * 6 + DOUBLE)
    assert "ZeroDivisionError" in fault(student, "c0", 2).says


def test_the_error_that_stopped_it_is_told_and_not_one_that_was_left_out(notebook: Open) -> None:
    student = notebook(f"{READS}\n%no_such_magic\nc0 = undefined")
    assert "NameError: name 'undefined'" in fault(student, "c0", 2).says
    student = notebook(f"{READS}\nc0 = get_ipython().run_line_magic('no_such_magic', '')")
    assert "UsageError" in fault(student, "c0", 2).says


@pytest.mark.parametrize("line", ["exit()", "raise KeyboardInterrupt"])
def test_what_ends_a_cell_on_purpose_ends_it(notebook: Open, line: str) -> None:
    student = notebook(f"{line}\n{DOUBLE}")
    assert not student.left_out


def test_who_checks_their_own_work_is_shown_the_error(notebook: Open) -> None:
    student = notebook(f"{READS}\n{DOUBLE}", run_checks=True)
    assert "FileNotFoundError" in fault(student, "c0", 2).says


@pytest.mark.parametrize("told", ["[10 ** 9, -1, 0, 1.5, '2', None]", "{}", "7", "[[1]] * 10 ** 5"])
def test_a_child_that_tells_of_other_lines_tells_nothing(notebook: Open, told: str) -> None:
    forge = "import sys\nsys.modules['autograder.sandbox.going_on'].found = lambda: "
    student = notebook(f"{forge}{told}\n{DOUBLE}")
    assert student.c0(2) == 4
    assert not student.left_out


def test_a_name_whose_statement_another_cell_did_not_reach_is_told_so(notebook: Open) -> None:
    student = notebook(f"def other(): pass\n{READS}\nc9 = 3", "c9(1)\nc8(2)")
    says = "The cell of `c0`, in which `c9` stands, stopped with FileNotFoundError"
    assert says in fault(student, "c9").says
    assert "There is no `c8`" in fault(student, "c8").says
