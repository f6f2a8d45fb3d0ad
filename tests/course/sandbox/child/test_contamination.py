"""What one notebook does to Python, files and limits is not there for the next one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from autograder.client.student import Student
from autograder.sandbox.launcher import Sandbox

from .conftest import Open

# One line a trace: what is looked at, what a notebook does to it.
TRACES = {
    "numpy.print": ("str(np.get_printoptions())", "np.set_printoptions(precision=1, threshold=3)"),
    "numpy.errors": ("str(np.geterr())", "np.seterr(all='raise')"),
    "numpy.random": ("np.random.rand()", "np.random.seed(1)"),
    "random": ("random.random()", "random.seed(1)"),
    "pandas": ("pd.get_option('display.max_rows')", "pd.set_option('display.max_rows', 3)"),
    "matplotlib": ("str(sorted(plt.rcParams.items()))", "plt.rcParams['lines.linewidth'] = 9"),
    "interactive": ("plt.isinteractive()", "plt.ioff(); plt.switch_backend('agg')"),
    "environment": ("dict(os.environ)", "os.environ.update(PATH='/tmp', LEFT='1')"),
    "folder": ("os.getcwd()", "os.chdir('/')"),
    "sys.path": ("sys.path", "sys.path.insert(0, '/tmp')"),
    "modules": ("'json' in sys.modules", "sys.modules.pop('json')"),
    "patched module": ("np.allclose(1, 2)", "np.allclose = lambda *a: True"),
    "patched class": (
        "pd.DataFrame({'a': [1]}).sum().iloc[0].item()",
        "pd.DataFrame.sum = lambda s: pd.Series([7])",
    ),
    "builtins": ("hasattr(builtins, 'left')", "builtins.left = 1"),
    "warnings": ("len(warnings.filters)", "warnings.simplefilter('error')"),
    "limits": (
        "resource.getrlimit(resource.RLIMIT_NOFILE)",
        "resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))",
    ),
    "umask": ("[os.umask(0o22), os.umask(0o22)][0]", "os.umask(0o777)"),
    "locale": (
        "locale.setlocale(locale.LC_ALL)",
        "locale.setlocale(locale.LC_ALL, 'C')",
    ),
    "time zone": ("time.tzname[0]", "os.environ['TZ'] = 'XYZ-3'; time.tzset()"),
    "signals": (
        "str(signal.getsignal(signal.SIGTERM))",
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)",
    ),
    "masked signals": (
        "[int(s) for s in signal.pthread_sigmask(0, [])]",
        "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])",
    ),
    "recursion": ("sys.getrecursionlimit()", "sys.setrecursionlimit(5000)"),
    "decimal": ("decimal.getcontext().prec", "decimal.getcontext().prec = 3"),
    "float text": ("repr(0.1 + 0.2)[-4:] + sys.float_repr_style", "sys.float_repr_style = 'left'"),
    "collector": ("[gc.isenabled(), gc.get_threshold()]", "gc.disable(); gc.set_threshold(1)"),
    "threads": (
        "threading.active_count()",
        "threading.Thread(target=time.sleep, args=[99], daemon=True).start()",
    ),
    "files in tmp": ("sorted(os.listdir('/tmp'))", "open('/tmp/left', 'w').close()"),
    "files at home": (
        "sorted(os.listdir(os.environ.get('HOME', '/tmp')))",
        "open(os.environ['HOME'] + '/left.py', 'w').close()",
    ),
    "descriptors": ("len(os.listdir('/proc/self/fd'))", "left = open('/dev/null')"),
    "processes": (
        "len([p for p in os.listdir('/proc') if p.isdigit()])",
        "os.fork() or time.sleep(99)",
    ),
    "display": ("shell.display_formatter.active_types", "shell.display_formatter.active_types=[]"),
    "magics": (
        "'left' in shell.magics_manager.magics['line']",
        "shell.run_line_magic('alias', 'left ls')",
    ),
    "count": ("shell.execution_count > 9", "shell.execution_count = 99"),
    "names": ("'left_name' in globals()", "left_name = 1"),
}
IMPORTS = (
    "import builtins, decimal, gc, json, locale, os, random, resource, signal, sys, threading, time"
    "\nimport warnings\nimport matplotlib.pyplot as plt, numpy as np, pandas as pd\n"
    "shell = get_ipython()\nkept_json, kept_listdir = json, os.listdir\n"
)
# Each is looked at through repr, so that only plain text has to come out.
LOOKS = "look = {\n" + "".join(f"    {k!r}: repr({v[0]}),\n" for k, v in TRACES.items()) + "}"


def seen(student: Student) -> dict[str, Any]:
    found = student.answer("look").get()
    assert set(found) == set(TRACES)
    return dict(found)


def test_the_next_notebook_finds_everything_as_it_was(notebook: Open, sandbox: Sandbox) -> None:
    if sandbox.tier != "full":
        pytest.skip("in the reduced sandbox a notebook cannot start processes")
    before = seen(notebook(IMPORTS, LOOKS))
    spoil = [line for _, line in TRACES.values()]  # a cell each, as one may fail the next
    spoilt = seen(notebook(IMPORTS, *spoil, LOOKS))
    unmoved = [name for name in TRACES if spoilt[name] == before[name]]
    assert unmoved == [], "these lines would prove nothing"
    assert seen(notebook(IMPORTS, LOOKS)) == before


def test_a_hash_seed_is_the_same_for_everybody(notebook: Open) -> None:
    texts = [notebook("look = hash('a text')").answer("look").get() for _ in range(2)]
    assert texts[0] == texts[1]
    assert json.dumps(texts)
