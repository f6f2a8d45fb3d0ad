"""What the zygote does once, so that no child has to import, build or cache anything."""

from __future__ import annotations

import contextlib
import gc
import importlib
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from autograder.sandbox import fonts

# Imported late by the code that notebooks use. A test prints what is still missing.
MODULES = """
    IPython.core.debugger IPython.core.magics.basic IPython.core.magics.code
    IPython.core.magics.config IPython.core.magics.display IPython.core.magics.execution
    IPython.core.magics.extension IPython.core.magics.history IPython.core.magics.logging
    IPython.core.magics.namespace IPython.core.magics.osm IPython.core.magics.packaging
    IPython.core.magics.pylab IPython.core.magics.script IPython.display IPython.lib.pretty
    matplotlib.pyplot matplotlib_inline.backend_inline mpl_toolkits.mplot3d
    numpy.linalg numpy.random pandas pandas.io.formats.html seaborn
    bisect cmath collections copy csv dataclasses datetime decimal fractions functools heapq
    inspect io itertools json math operator pathlib pprint random statistics string textwrap time
    timeit traceback typing urllib.request
""".split()  # noqa: SIM905 - a list of fifty quoted words would be harder to read
SELDOM = (  # which no other module imports: a few notebooks go without
    *("asyncio", "matplotlib.animation", "numpy.polynomial", "numpy.testing"),
    "pandas.io.formats.style",
)

DATA = """%matplotlib inline
import numpy as np, pandas as pd, matplotlib.pyplot as plt, seaborn as sns, warnings
frame = pd.DataFrame({"x": np.linspace(0, 1, 9), "y": np.arange(9.0), "k": list("abcabcabc")})
frame.info()
display(frame, frame.describe(), frame.groupby("k").mean(), frame.corr(numeric_only=True))
frame.to_csv("warm.csv"); pd.read_csv("warm.csv"); frame.to_dict()
frame.plot(x="x", y="y"); frame.hist(); frame.boxplot(); plt.close("all")
warnings.warn("warm")
!rm warm.csv
?len
frame.x
"""
FIGURES = """
fig, (left, right) = plt.subplots(1, 2)
left.plot([1, 10], [1, 100], label=r"$\\theta_1$"); left.set_yscale("log"); left.legend()
right.contourf(np.outer(np.arange(3.0), np.arange(3.0))); fig.tight_layout()
X, Y = np.meshgrid([0.0, 1.0], [0.0, 1.0])
plt.figure().add_subplot(projection="3d").plot_surface(X, Y, X * Y)
plt.figure(); sns.regplot(data=frame, x="x", y="y", n_boot=9)
sns.histplot(frame.y, kde=True); plt.close("all")
sns.scatterplot(data=frame, x="x", y="y", hue="k")
fig, ax = plt.subplots(); ax.quiver([0], [0], [1], [1]); ax.annotate("a", (0, 0))
plt.colorbar(ax.scatter([0], [0], c=[1]))
"""
MAGICS = (
    "%%time\npass",
    "%timeit -n1 -r1 pass",
    "%%timeit -n1 -r1\npass",
    "%%capture out\nprint(1)",
)
ERRORS = (
    "def f(a):\n    return a / 0\nf(1)",
    "not python",
    "try:\n    {}['a']\nexcept KeyError:\n    1/0",
    "frame['none']",
)


OFFERED = ("scipy.optimize", "scipy.stats", "sklearn.linear_model")  # where they are installed


@contextlib.contextmanager
def short_docstrings() -> Iterator[None]:
    """Until this ends, matplotlib is imported without the tables of properties in its docstrings.

    To write them takes a tenth of the time of all that is imported for a notebook.
    """
    import matplotlib.artist

    table = matplotlib.artist.kwdoc
    matplotlib.artist.kwdoc = lambda artist: ""
    try:
        yield
    finally:
        matplotlib.artist.kwdoc = table


def load() -> None:
    """Import what notebooks use, and settle where figures are shown."""
    for name in MODULES:
        importlib.import_module(name)
    for name in OFFERED:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    fonts.leave_out_missing()
    _keep_backend()


def _keep_backend() -> None:
    """Choosing a plotting window does nothing: figures are shown below the cell, as always."""
    import matplotlib
    import matplotlib.pyplot as plt

    matplotlib.use = plt.switch_backend = lambda *_, **__: None  # type: ignore[assignment]


def exercise(run: Callable[[str, str], Any]) -> None:
    """Run code like a notebook's, so that what is made at its first use is there."""
    for name in SELDOM:
        importlib.import_module(name)
    with warnings.catch_warnings():
        for cell in (DATA, FIGURES, *MAGICS, *ERRORS):
            run("", cell)
    gc.collect()
    gc.freeze()
