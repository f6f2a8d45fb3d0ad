"""What people bring along from elsewhere: packages, windows, networks, older libraries."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import pytest

from tests.course.sandbox.child.conftest import Open, fault

DOUBLE = "def double(x): return 2 * x"


def errors(student: Any, index: int = 0) -> list[str]:
    run = student.runs[index]
    return [o["ename"] for o in run.outputs if o["output_type"] == "error"]


def said(student: Any, index: int = 0) -> str:
    return " ".join(o.get("text", "") for o in student.runs[index].outputs)


@pytest.mark.parametrize(
    "line",
    [
        "import nowhere",
        "import nowhere.deep.down as nd, math",
        "from nowhere import tool, other as o",
        "from nowhere.deep import *",
        "if True:\n    import nowhere",
        "for _ in range(2):\n    from nowhere import tool",
    ],
)
def test_an_unused_import_costs_nothing(notebook: Open, line: str) -> None:
    student = notebook(f"{line}\nimport math\n{DOUBLE}\nlimit = math.pi")
    assert student.double(2) == 4
    assert student.limit.get() > 3
    assert errors(student) == []
    assert "no package nowhere" in said(student)
    assert student.flags == ["`c0` imports nowhere, which is not installed here"]


def test_an_unused_import_inside_a_function_costs_nothing(notebook: Open) -> None:
    assert notebook("def double(x):\n    import nowhere\n    return 2 * x").double(2) == 4


@pytest.mark.parametrize(
    "code",
    [
        "import nowhere\ndef double(x): return nowhere.twice(x)",
        "from nowhere import bar\ndef double(x):\n    for i in bar([x]): return 2 * x",
        "from nowhere import bar\ndef double(x): return bar + x",
        "from nowhere import bar\ndef double(x): return bar[0]",
    ],
)
def test_what_uses_it_fails_and_names_it(notebook: Open, code: str) -> None:
    found = fault(notebook(code), "double", 2)
    assert "ModuleNotFoundError" in found.says
    assert "`nowhere` is not installed" in found.hint
    assert f"numpy {version('numpy')}" in found.hint


@pytest.mark.parametrize(
    "line",
    [
        "try:\n    import nowhere\nexcept ImportError:\n    nowhere = None",
        "from contextlib import suppress\nnowhere = None\n"
        "with suppress(ImportError):\n    import nowhere",
        "import importlib.util\nnowhere = importlib.util.find_spec('nowhere')",
    ],
)
def test_an_import_that_is_guarded_fails_as_it_should(notebook: Open, line: str) -> None:
    student = notebook(line)
    assert student.nowhere.get() is None
    assert not student.flags


@pytest.mark.parametrize("line", ["from numpy import nowhere", "import numpy.nowhere"])
def test_a_part_that_a_package_does_not_have_is_an_error(notebook: Open, line: str) -> None:
    assert errors(notebook(line)) in (["ImportError"], ["ModuleNotFoundError"])


def test_a_module_that_a_cell_has_just_written_is_there(notebook: Open) -> None:
    code = "open('helper.py', 'w').write('x = 3')\nimport helper\nx = helper.x"
    assert notebook(code).x.get() == 3


def test_the_line_of_an_error_is_the_students(notebook: Open) -> None:
    student = notebook("import nowhere, math\n\ndef double(x):\n    return x / 0")
    assert "`return x / 0`" in fault(student, "double", 2).says


@pytest.mark.parametrize(
    "line",
    [
        "%matplotlib widget",
        "%matplotlib notebook",
        "%matplotlib qt",
        "%matplotlib",
        "%pylab tk",
        "import matplotlib; matplotlib.use('TkAgg')",
        "import matplotlib as mpl; mpl.use('Qt5Agg', force=True)",
        "import matplotlib.pyplot as plt; plt.switch_backend('TkAgg')",
        "import matplotlib; matplotlib.rcParams['backend'] = 'TkAgg'",
        "import ipympl",
        "get_ipython().run_line_magic('matplotlib', 'widget')",
        "%gui qt",
    ],
)
def test_choosing_a_window_is_taken_as_done(notebook: Open, line: str) -> None:
    draw = "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()"
    student = notebook(f"{line}\n{DOUBLE}", draw)
    assert errors(student) == errors(student, 1) == []
    shown = student.runs[1]
    assert shown is not None
    assert any("image/png" in o.get("data", {}) for o in shown.outputs)


TIPS = b"total_bill,tip,sex,smoker,day,time,size\n16.99,1.01,Female,No,Sun,Dinner,2\n"


def test_load_dataset_finds_what_lies_beside_the_notebook(notebook: Open) -> None:
    code = "import seaborn as sns\nrows = len(sns.load_dataset('tips'))"
    assert notebook(code, files={"tips.csv": TIPS}).rows.get() == 1


@pytest.mark.parametrize(
    "line",
    [
        "import seaborn as sns; sns.load_dataset('penguins')",
        "import pandas as pd; pd.read_csv('https://example.org/tips.csv')",
        "import urllib.request; urllib.request.urlopen('http://example.org')",
    ],
)
def test_a_cell_is_told_that_there_is_no_network(notebook: Open, line: str) -> None:
    assert "There is no network" in said(notebook(line))


NUMPY, PANDAS = f"numpy {version('numpy')}", f"pandas {version('pandas')}"
OLD = {
    "float(np.array([[1.0]]))": (NUMPY, "a.item()"),
    "pd.Series([1.0], index=['a'])[0]": (PANDAS, "iloc[0]"),
    "np.float(1)": (NUMPY, "Write `float`"),
    "np.NaN": (NUMPY, "np.nan"),
    "np.in1d([1], [1])": (NUMPY, "np.isin"),
    "np.trapz([1, 2])": (NUMPY, "np.trapezoid"),
    "pd.DataFrame().append(1)": (PANDAS, "pd.concat"),
    "pd.DataFrame().ix[0]": (PANDAS, ".iloc"),
    "pd.DataFrame().iteritems()": (PANDAS, ".items()"),
    "pd.DataFrame({'a': [1.0]})['a'].values.__setitem__(0, 2.0)": (PANDAS, ".copy()"),
    "np.array([[1], [1, 2]])": (NUMPY, "different lengths"),
    "np.array([1, 2], dtype=np.uint8) + 300": (NUMPY, "does not fit"),
}


@pytest.mark.parametrize("line", OLD)
def test_older_habits_get_a_sentence_with_the_versions(notebook: Open, line: str) -> None:
    """In a cell and in a call, where the line raises here; else it is no matter of versions."""
    top = "import numpy as np, pandas as pd\n"
    student = notebook(f"{top}def answer(): return {line}", f"{top}{line}")
    assert errors(student, 1), "this is accepted here"
    found = fault(student, "answer")
    for words in OLD[line]:
        assert words in said(student, 1)
        assert words in found.hint


def test_what_an_exception_says_of_itself_is_not_repeated(notebook: Open) -> None:
    code = "def answer(x): raise TypeError(f'{x} arrays can be converted to Python scalars')"
    found = fault(notebook(code), "answer", 123456)
    assert "123456" not in found.says + found.hint
