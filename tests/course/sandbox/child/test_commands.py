"""Commands of the shell in a cell: what installs does nothing, what is slow costs itself."""

from __future__ import annotations

import time
from typing import Any

import pytest

from autograder.records import Limits
from autograder.sandbox.commands import NOT_INSTALLED, installs
from tests.course.sandbox.child.conftest import Open, fault

DOUBLE = "def double(x): return 2 * x"
TIGHT = Limits(cell_seconds=4.0, call_seconds=1.0, submission_seconds=20.0, output_kb=64)


def text(student: Any, cell: int = 0) -> str:
    return "".join(o.get("text", "") for o in student.runs[cell].outputs)


@pytest.mark.parametrize(
    "command",
    [
        "pip install tqdm",
        "pip3 install -q tqdm scikit-learn",
        "pip3.12 install --upgrade numpy",
        "python -m pip install tqdm",
        "'/opt/env/bin/python3' -m pip install tqdm",
        "/usr/bin/python3.11 -m pip install -r requirements.txt",
        "sudo -H pip install tqdm",
        "yes | pip uninstall numpy",
        "cd /content && PIP_QUIET=1 pip install tqdm",
        "(pip install tqdm; ls)",
        "conda install -y -c conda-forge tqdm",
        "mamba install tqdm",
        "uv pip install tqdm",
        "uv add tqdm",
        "apt-get -y install graphviz",
        "apt update",
        "poetry add tqdm",
        "npm install d3",
    ],
)
def test_what_installs_is_recognised(command: str) -> None:
    assert installs(command)


@pytest.mark.parametrize(
    "command",
    ["pip list", "pip show numpy", "ls", "", "echo pip install", "cat pip.txt", "python -m", "&&"],
)
def test_anything_else_is_run(command: str) -> None:
    assert not installs(command)


@pytest.mark.parametrize(
    "line",
    [
        "!pip install tqdm",
        "!python -m pip install -q tqdm scikit-learn",
        "import sys\n!{sys.executable} -m pip install tqdm",
        "%pip install tqdm",
        "%conda install -y tqdm",
        "%mamba install tqdm",
        "%uv pip install tqdm",
        "%%time\n!pip install tqdm",
        "get_ipython().system('pip install tqdm')",
    ],
)
def test_installing_says_one_line_and_costs_no_time(notebook: Open, line: str) -> None:
    student = notebook(f"{line}\n{DOUBLE}")
    assert student.double(2) == 4
    shown = str(student.runs[0].outputs)
    assert shown.count(NOT_INSTALLED) == 1
    assert "error" not in shown
    assert "restart" not in shown


@pytest.mark.parametrize("how", ["!pip", "%system pip", "get_ipython().getoutput('pip install')#"])
def test_what_an_installation_printed_may_be_looked_at(notebook: Open, how: str) -> None:
    student = notebook(f"lines = {how} install tqdm\nfirst = str(lines[0])")
    assert student.first.get() == NOT_INSTALLED


@pytest.mark.parametrize(
    "line",
    [
        "%%bash\npip install --no-cache-dir tqdm",
        "import os; os.system('pip install tqdm')",
        "import subprocess, sys\nsubprocess.run([sys.executable, '-m', 'pip', 'install', 'tqdm'])",
    ],
)
def test_pip_that_is_started_in_another_way_ends_at_once(notebook: Open, line: str) -> None:
    began = time.monotonic()
    student = notebook(line, DOUBLE, limits=Limits())
    assert student.double(2) == 4
    assert not student.flags
    assert time.monotonic() - began < Limits().cell_seconds


def test_a_slow_command_costs_itself(notebook: Open) -> None:
    student = notebook(f"!echo begun; sleep 60\n!sleep 60\n{DOUBLE}", "!echo on", limits=TIGHT)
    assert student.double(2) == 4
    assert "begun" in text(student)
    assert text(student).count("was stopped") == 2
    assert text(student, 1).strip() == "on"
    assert not student.flags


def test_a_command_in_the_background_holds_up_nothing(notebook: Open) -> None:
    assert notebook(f"!sleep 60 &\n{DOUBLE}", limits=TIGHT).double(2) == 4


@pytest.mark.parametrize("line", ["%%bash\nsleep 60", "import time\n%time time.sleep(60)"])
def test_where_a_magic_may_be_slow_no_loop_is_spoken_of(notebook: Open, line: str) -> None:
    found = fault(notebook(f"{line}\n{DOUBLE}"), "c0", 2)
    assert "ran longer than 2 seconds" in found.says
    assert "loop" not in found.hint


def test_a_loop_is_spoken_of_elsewhere(notebook: Open) -> None:
    assert "loop" in fault(notebook(f"while True: pass\n{DOUBLE}"), "c0", 2).hint
