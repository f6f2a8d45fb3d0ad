"""Cells run as Jupyter would run them."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from autograder.records import Limits
from autograder.sandbox import preload as warm

TYPICAL = """
import numpy as np, pandas as pd, matplotlib.pyplot as plt, seaborn as sns
import math, random, time, timeit, warnings, itertools, functools, collections, statistics
%matplotlib inline
tips = pd.DataFrame({"bill": np.linspace(3, 50, 40), "tip": np.arange(40.0), "day": list("abcd") * 10})
tips.to_csv("tips.csv", index=False); tips = pd.read_csv("tips.csv")
display(tips, tips.describe(), tips.groupby("day").tip.mean(), tips.corr(numeric_only=True))
tips.head().to_html(); tips.sample(3, random_state=1); tips.sort_values("tip").plot(x="bill", y="tip")
sns.scatterplot(data=tips, x="bill", y="tip", hue="day"); plt.show()
sns.lmplot(data=tips, x="bill", y="tip"); plt.show()
sns.heatmap(tips.corr(numeric_only=True), annot=True); plt.show()
fig, ax = plt.subplots(subplot_kw={"projection": "3d"}); plt.show()
T0, T1 = np.meshgrid(np.linspace(0, 1, 5), np.linspace(0, 1, 5))
plt.contour(T0, T1, T0 * T1); plt.xlabel(r"$\\theta_0$"); plt.yscale("log"); plt.legend(["a"]); plt.colorbar()
plt.quiver([0], [0], [1], [1]); plt.tight_layout(); plt.savefig("figure.png")
np.linalg.lstsq(np.eye(2), np.ones(2), rcond=None); np.random.default_rng(1).permutation(5)
np.testing.assert_allclose(1, 1); np.polyfit([1, 2, 3], [1, 2, 3], 1); warnings.warn("careful")
""".strip()  # noqa: E501
MORE = (
    "%%time\nsum(range(10))",
    "%timeit -n1 -r1 1",
    "!echo hi",
    "%%bash\necho hi",
    "%whos",
    "1/0",
    "tips['none']",
    "def f(): return g()\ndef g(): raise ValueError\nf()",
    "1 +",
    "np.ones(2) @ np.ones(3)",
    "tips.loc[99999]",
)


def shown(student: Any, cell: int = 0) -> tuple[dict[str, Any], ...]:
    run = student.runs[cell]
    assert run is not None
    return run.outputs


def text(student: Any, cell: int = 0) -> str:
    return "".join(output.get("text", "") for output in shown(student, cell))


def test_nothing_needs_to_be_imported_after_the_fork(notebook):
    look = "import sys\nfor name in sorted(set(sys.modules) - before): print(name)"
    first = "import sys; before = set(sys.modules)"
    student = notebook(first, TYPICAL, *MORE, look, limits=Limits())
    assert not [o for o in shown(student, 1) if o["output_type"] == "error"]
    assert text(student, len(MORE) + 2).split() == []


def test_what_is_tried_before_the_fork_is_tried_to_its_end(notebook):
    """An error would leave the rest of the cell to every child."""
    cells = (warm.DATA, warm.FIGURES, *warm.MAGICS)
    student = notebook(*cells, limits=Limits())
    for number in range(len(cells)):
        assert not [o for o in shown(student, number) if o["output_type"] == "error"]


def test_streams_are_merged_and_keep_their_order(notebook):
    cell = "import sys\nprint(1)\nprint(2)\nprint('e', file=sys.stderr)\nprint(3)"
    assert [(o["name"], o["text"]) for o in shown(notebook(cell))] == [
        ("stdout", "1\n2\n"),
        ("stderr", "e\n"),
        ("stdout", "3\n"),
    ]


def test_the_last_expression_is_shown_unless_a_semicolon_ends_it(notebook):
    student = notebook("1 + 1", "1 + 1;")
    (output,) = shown(student, 0)
    assert (output["output_type"], output["data"]) == ("execute_result", {"text/plain": "2"})
    assert output["execution_count"] == 1
    assert shown(student, 1) == ()


def test_a_frame_is_shown_as_a_table(notebook):
    (output,) = shown(notebook("import pandas as pd\npd.DataFrame({'a': [1.5]})"))
    assert "<td>1.5</td>" in output["data"]["text/html"]


def test_a_figure_is_shown_when_its_cell_ends(notebook):
    student = notebook("import matplotlib.pyplot as plt\nplt.plot([1, 2]);", "1")
    (output,) = shown(student, 0)
    assert base64.b64decode(output["data"]["image/png"]).startswith(b"\x89PNG")
    assert output["metadata"] == {}
    assert len(shown(student, 1)) == 1


def test_display_and_its_update(notebook):
    cell = "h = display('a', display_id=True)\ndisplay('b')\nh.update('c')"
    assert [o["data"]["text/plain"] for o in shown(notebook(cell))] == ["'c'", "'b'"]


def test_clear_output_clears(notebook):
    cell = "from IPython.display import clear_output\nprint(1)\nclear_output()\nprint(2)"
    assert text(notebook(cell)) == "2\n"


def test_an_error_stops_its_cell_only(notebook):
    student = notebook("a = 1\n1/0\na = 2", "print(a)")
    (error,) = shown(student, 0)
    assert (error["ename"], error["evalue"]) == ("ZeroDivisionError", "division by zero")
    assert text(student, 1) == "1\n"


@pytest.mark.parametrize(
    "cell",
    [
        "import numpy as np\nnp.linalg.inv(np.zeros((2, 2)))",
        "import pandas as pd\npd.DataFrame({'a': [1]})['b']",
        "try:\n    {}['a']\nexcept KeyError:\n    import json; json.loads('')",
        "input('name?')",
        "def f(n): return f(n + 1)\nf(0)",
    ],
)
def test_a_traceback_shows_only_the_students_own_lines(notebook, cell):
    (error,) = shown(notebook(cell))
    trace = "\n".join(error["traceback"])
    assert "Cell In[1], line" in trace
    assert "site-packages" not in trace
    assert "autograder" not in trace
    assert "/lib/python" not in trace


def test_a_syntax_error_is_an_error(notebook):
    (error,) = shown(notebook("1 +"))
    assert error["ename"] == "SyntaxError"


@pytest.mark.parametrize("cell", ["exit()", "quit", "raise SystemExit", "import sys; sys.exit(1)"])
def test_leaving_is_harmless(notebook, cell):
    student = notebook(cell, "print('still here')")
    assert text(student, 1) == "still here\n"


def test_an_exception_group_is_an_error(notebook):
    outputs = shown(notebook("raise ExceptionGroup('both', [ValueError('a')])"))
    assert [o["ename"] for o in outputs if o["output_type"] == "error"] == ["ExceptionGroup"]


def test_input_says_why_it_cannot(notebook):
    (error,) = shown(notebook("input('name?')"))
    assert "input() cannot be used here" in error["evalue"]


def test_a_shell_command_shows_both_of_its_streams(notebook):
    student = notebook(
        "word = 'hi'\n!echo {word}; echo $word >&2; exit 3", "x = !echo a; echo b\nx"
    )
    assert text(student, 0) == "hi\nhi\n"
    assert shown(student, 1)[0]["data"]["text/plain"] == "['a', 'b']"


def test_timing_a_cell(notebook):
    outputs = shown(notebook("%%time\n40 + 2"))
    assert "Wall time" in outputs[0]["text"]
    assert outputs[1]["data"] == {"text/plain": "42"}


def test_a_warning_goes_to_stderr(notebook):
    (output,) = shown(notebook("import warnings\nwarnings.warn('careful')"))
    assert output["name"] == "stderr"
    assert "UserWarning: careful" in output["text"]


def test_await_works_at_the_top(notebook):
    assert text(notebook("import asyncio\nawait asyncio.sleep(0)\nprint('awake')")) == "awake\n"


@pytest.mark.parametrize(
    "cell",
    [
        "while True: print('x' * 1000)",
        "for k in range(3000): print(k); display(str(k) * 20)",
        "for k in range(3000): display('x' * 1000)",
        "import sys\nfor k in range(10**5): print(k); print(k, file=sys.stderr)",
    ],
)
def test_a_flood_is_cut_and_says_so(notebook, cell):
    cell = cell.replace("True", "time.time() < start + 0.5")
    student = notebook(f"import time; start = time.time()\n{cell}")
    outputs = shown(student)
    assert len(str(outputs)) < 300_000
    assert "The rest was cut" in outputs[-1]["text"]


def test_pictures_are_cut_too(notebook):
    cell = "for k in range(99): display({'image/png': 'x' * 10**5}, raw=True)"
    outputs = shown(notebook(cell))
    assert 400_000 < len(str(outputs)) < 600_000
    assert "The rest was cut" in outputs[-1]["text"]


def test_lone_surrogates_and_other_mime_types(notebook):
    student = notebook(
        "print('\\ud800')",
        "display({'application/javascript': 'x', 'text/plain': 'y'}, raw=True, metadata={'a': 1})",
    )
    assert text(student, 0) == "\\ud800\n"
    assert shown(student, 1)[0]["data"] == {"text/plain": "y"}
    assert shown(student, 1)[0]["metadata"] == {}


def test_every_child_draws_the_same_random_numbers(notebook):
    cell = "import random, numpy as np\nprint(random.random(), np.random.rand())"
    assert text(notebook(cell)) == text(notebook(cell)) != ""


def test_a_child_has_one_thread_and_quiet_descriptors(notebook):
    cell = (
        "import os, threading\nprint(len(os.listdir('/proc/self/task')), threading.active_count())"
    )
    student = notebook(cell, "import os\nos.write(1, b'x'); os.write(2, b'x')")
    assert text(student, 0) == "1 1\n"
    assert text(student, 1) == ""


def test_a_helper_module_beside_the_notebook_can_be_imported(notebook):
    student = notebook("import helper\nprint(helper.x)", files={"helper.py": b"x = 3"})
    assert text(student) == "3\n"


def test_a_process_that_the_student_forks_does_not_answer_too(notebook):
    student = notebook("import os\npid = os.fork()\nprint('one')", "print('two')")
    assert text(student, 1) == "two\n"
    assert student.flags == []


SUBVERT = {
    "isinstance": "import builtins\nbuiltins.isinstance = lambda *a: True",
    "all builtins": "import builtins\nfor n in ('len', 'getattr', 'setattr', 'vars', 'callable', "
    "'type', 'str'): builtins.__dict__[n] = None",
    "the printer": "get_ipython().showtraceback = None",
    "the printer's class": "type(get_ipython()).showtraceback = None",
    "its base": "type(get_ipython()).__mro__[1].showtraceback = None",
    "running": "type(get_ipython()).run_cell = type(get_ipython())._run_cell = None",
    "input transformers": "get_ipython().input_transformers_post.append(lambda lines: [])",
    "cleaning": "get_ipython().input_transformer_manager.cleanup_transforms[:] = [lambda l: []]",
    "AST transformers": "import ast\nclass Drop(ast.NodeTransformer):\n"
    "    def visit_Assert(self, n): return None\n    def visit_Expr(self, n): return None\n"
    "get_ipython().ast_transformers.append(Drop())",
    "events": "def bad(*a): raise SystemExit\nget_ipython().events.register('pre_run_cell', bad)",
    "the display hook": "get_ipython().displayhook = None",
    "sys.displayhook": "import sys\nsys.displayhook = print",
    "tracing": "import sys\ndef t(*a): raise SystemExit\nsys.settrace(t)",
    "json": "import json\njson.loads = json.dumps = json.JSONEncoder.iterencode = None",
    "numpy": "import numpy\nnumpy.allclose = numpy.testing.assert_allclose = lambda *a: True",
    "fork and exit": "import os\nos.fork = os.getpid = os._exit = None",
    "audit": "import sys\nsys.addaudithook(lambda *a: None)",
}


@pytest.mark.parametrize("cell", SUBVERT.values(), ids=SUBVERT)
def test_what_a_cell_does_to_python_or_ipython_does_not_reach_the_next(notebook, cell):
    student = notebook(cell, "def f(a): return a.sum()\nassert False, 'kept'", "1 + 1", "1/0")
    assert [o.get("ename") for o in shown(student, 1)] == ["AssertionError"]
    assert shown(student, 2)[0]["data"] == {"text/plain": "2"}
    assert shown(student, 3)[0]["ename"] == "ZeroDivisionError"
    import numpy as np

    assert student.f(np.ones(3)) == 3.0
