"""Explains exceptions whose cause is where the notebook is graded, and not the student's code.

Older versions of a library, no network, a package that is not here: one true sentence that names
what grades here. The words of the exception are the student's, so they are only searched for fixed
pieces of text, and nothing of them is repeated.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.client.packages import listed, version_of

LONGEST = 2000  # characters of a message that are looked at
NETWORK = (
    "There is no network when a notebook is graded. Read the files that came with the notebook."
)
GONE_NAMES = dict(  # of numpy, with what stands in their place
    pair.split("=")
    for pair in """
    float=float int=int bool=bool object=object str=str float_=np.float64 NaN=np.nan Inf=np.inf
    Infinity=np.inf infty=np.inf PINF=np.inf NINF=-np.inf trapz=np.trapezoid in1d=np.isin
    row_stack=np.vstack product=np.prod cumproduct=np.cumprod alltrue=np.all sometrue=np.any
    asfarray=np.asarray mat=np.asmatrix asscalar=a.item()
    """.split()  # noqa: SIM905 - two dozen quoted pairs would be harder to read
)
GONE_METHODS = {  # of pandas
    "append": "pd.concat([a, b])",
    "ix": "`.loc` or `.iloc`",
    "iteritems": "`.items()`",
    "applymap": "`.map()`",
    "as_matrix": "`.to_numpy()`",
    "get_value": "`.at[…]`",
    "mad": "`(s - s.mean()).abs().mean()`",
    "lookup": "`.to_numpy()` and two lists of places",
}
INTEGERS = "|".join(f"{sign}{digit}" for sign in ("", "-") for digit in range(10))
# Types of an exception, pieces of which its message holds any, and what to say then; each list of
# them is separated by |. A KeyError's whole message is the key. Versions are put in for the names.
BLANK = "ellipsis"  # in a message: what is calculated with is the `...` of a skeleton
KNOWN = [
    ("TypeError|AttributeError|ValueError", BLANK,
     "A blank, `...`, is still in your answer. Write your own code in its place."),
    ("TypeError", "arrays can be converted to Python scalars",
     "{numpy} grades here. Only an array without dimensions becomes a number in it; older ones "
     "took a column or a row with one element, too. Write `a.item()` or `a[0]`."),
    ("ValueError", "inhomogeneous shape",
     "{numpy} grades here. It makes no array of rows of different lengths, as older ones did."),
    ("ValueError", "Unable to avoid copy while creating an array",
     "{numpy} grades here. Write `np.asarray(a)` in place of `np.array(a, copy=False)`."),
    ("OverflowError", "out of bounds for",
     "{numpy} grades here. In it a number that does not fit an array's type is an error, where "
     "older ones took a larger type."),
    ("KeyError", INTEGERS,
     "{pandas} grades here. In it `s[0]` of a Series is what has the label 0, where older ones "
     "took the first element. Write `s.iloc[0]`."),
    ("ValueError", "assignment destination is read-only|output array is read-only",
     "{pandas} and {numpy} grade here. What `.values` and `.to_numpy()` of a table give may only "
     "be read. Write `.to_numpy().copy()`."),
    ("TypeError", "unexpected keyword argument 'delim_whitespace'",
     '{pandas} grades here. Write `sep=r"\\s+"` in place of `delim_whitespace=True`.'),
    ("TypeError", "unexpected keyword argument 'method'",
     "{pandas} grades here. Write `.ffill()` or `.bfill()` in place of `fillna(method=…)`."),
    ("OSError", "is not a valid package style",
     "{matplotlib} grades here. It calls seaborn's styles `seaborn-v0_8` and so on."),
    ("TypeError", "takes from 0 to 1 positional arguments but",
     "{seaborn} grades here. Its plots take names: `sns.lineplot(x=…, y=…)`."),
    ("URLError|gaierror|ConnectionError", "", NETWORK),
    ("OSError|PermissionError|ConnectionRefusedError",
     "Name or service not known|name resolution|Network is unreachable", NETWORK),
]  # fmt: skip


def _gone() -> Iterator[tuple[str, str, str]]:
    for old, new in GONE_NAMES.items():
        pieces = f"module 'numpy' has no attribute '{old}'|`np.{old}` was"
        says = f"{{numpy}} grades here, where `np.{old}` is gone. Write `{new}`."
        yield "AttributeError", pieces, says
    for old, new in GONE_METHODS.items():
        pieces = "'DataFrame' object has no attribute '{0}'|'Series' object has no attribute '{0}'"
        says = f"{{pandas}} grades here, where `.{old}` of a table is gone. Write {new}."
        yield "AttributeError", pieces.format(old), says


KNOWN += _gone()
VERSIONS = {n: f"{n} {version_of(n)}" for n in ("numpy", "pandas", "matplotlib", "seaborn")}


def advice(kind: str, message: str) -> str:
    """Return the sentence about an exception, or ""; ``kind`` is the name of its type."""
    if kind == "ModuleNotFoundError":
        return f"Here are {listed()}."
    if len(message) > LONGEST:
        return ""
    for kinds, pieces, says in KNOWN:
        found = message.__eq__ if kind == "KeyError" else message.__contains__
        if kind in kinds.split("|") and any(map(found, pieces.split("|"))):
            return says.format(**VERSIONS)
    return ""


def absent(package: str) -> str:
    """Return what to say of a package that is not here."""
    return f"`{package}` is not installed where notebooks are graded. Here are {listed()}."
