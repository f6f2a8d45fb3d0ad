"""The packages that students' code finds here, with their versions: to be named to them."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version

TAUGHT = ("numpy", "pandas", "matplotlib", "seaborn")
# Others that people reach for, named where an instructor has installed them.
OFFERED = (
    *("scipy", "scikit-learn", "statsmodels", "sympy", "tqdm", "plotly", "polars", "torch", "jax"),
)


@cache
def installed() -> dict[str, str]:
    """Return the version of each package that is here, by the name that pip knows."""
    found = ((name, version_of(name)) for name in (*TAUGHT, *OFFERED))
    return {name: its for name, its in found if its}


def version_of(name: str) -> str:
    """Return a package's version, "" if it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def listed() -> str:
    """Return them as one piece of a sentence: "numpy 2.4.6, pandas 3.1.1 and seaborn 0.13.2"."""
    *most, last = (f"{name} {its}" for name, its in installed().items())
    return f"{', '.join(most)} and {last}"
