"""What an exception may come from that was fine where the student wrote the code.

Older versions of a library, no network, a package that is not here: one true sentence that names
what grades here. The words of the exception are the student's, so they are only searched for fixed
pieces of text, and nothing of them is repeated.
"""

from __future__ import annotations

from dataclasses import dataclass

from autograder.client.packages import listed, version_of

LONGEST = 2000  # characters of a message that are looked at


@dataclass(frozen=True)
class Known:
    """An exception's type, pieces of text that its message holds, and what to say then."""

    types: tuple[str, ...]
    pieces: tuple[str, ...]  # any of them
    says: str


NO_NETWORK = (
    "There is no network when a notebook is graded. Read the files that came with the notebook."
)
GONE_NAMES = {  # of numpy, with what stands in their place
    "float": "float",
    "int": "int",
    "bool": "bool",
    "object": "object",
    "str": "str",
    "float_": "np.float64",
    "NaN": "np.nan",
    "Inf": "np.inf",
    "Infinity": "np.inf",
    "infty": "np.inf",
    "PINF": "np.inf",
    "NINF": "-np.inf",
    "trapz": "np.trapezoid",
    "in1d": "np.isin",
    "row_stack": "np.vstack",
    "product": "np.prod",
    "cumproduct": "np.cumprod",
    "alltrue": "np.all",
    "sometrue": "np.any",
    "asfarray": "np.asarray",
    "mat": "np.asmatrix",
    "asscalar": "a.item()",
}
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


def _of_numpy() -> list[Known]:
    numpy = f"numpy {version_of('numpy')}"
    return [
        Known(
            ("TypeError",),
            ("arrays can be converted to Python scalars",),
            f"{numpy} grades here. Only an array without dimensions becomes a number in it; older "
            "ones took a column or a row with one element, too. Write `a.item()` or `a[0]`.",
        ),
        *(
            Known(
                ("AttributeError",),
                (f"module 'numpy' has no attribute '{old}'", f"`np.{old}` was"),
                f"{numpy} grades here, where `np.{old}` is gone. Write `{new}`.",
            )
            for old, new in GONE_NAMES.items()
        ),
        Known(
            ("ValueError",),
            ("inhomogeneous shape",),
            f"{numpy} grades here. It makes no array of rows of different lengths, as older ones "
            "did.",
        ),
        Known(
            ("ValueError",),
            ("Unable to avoid copy while creating an array",),
            f"{numpy} grades here. Write `np.asarray(a)` in place of `np.array(a, copy=False)`.",
        ),
        Known(
            ("OverflowError",),
            ("out of bounds for",),
            f"{numpy} grades here. In it a number that does not fit an array's type is an error, "
            "where older ones took a larger type.",
        ),
    ]


def _of_pandas() -> list[Known]:
    numpy, pandas = f"numpy {version_of('numpy')}", f"pandas {version_of('pandas')}"
    return [
        Known(
            ("KeyError",),
            tuple(f"{sign}{digit}" for sign in ("", "-") for digit in range(10)),
            f"{pandas} grades here. In it `s[0]` of a Series is what has the label 0, where older "
            "ones took the first element. Write `s.iloc[0]`.",
        ),
        *(
            Known(
                ("AttributeError",),
                tuple(f"'{of}' object has no attribute '{old}'" for of in ("DataFrame", "Series")),
                f"{pandas} grades here, where `.{old}` of a table is gone. Write {new}.",
            )
            for old, new in GONE_METHODS.items()
        ),
        Known(
            ("ValueError",),
            ("assignment destination is read-only", "output array is read-only"),
            f"{pandas} and {numpy} grade here. What `.values` and `.to_numpy()` of a table give "
            "may only be read. Write `.to_numpy().copy()`.",
        ),
        Known(
            ("TypeError",),
            ("unexpected keyword argument 'delim_whitespace'",),
            f'{pandas} grades here. Write `sep=r"\\s+"` in place of `delim_whitespace=True`.',
        ),
        Known(
            ("TypeError",),
            ("unexpected keyword argument 'method'",),
            f"{pandas} grades here. Write `.ffill()` or `.bfill()` in place of `fillna(method=…)`.",
        ),
    ]


def _of_others() -> list[Known]:
    seaborn, matplotlib = (f"{n} {version_of(n)}" for n in ("seaborn", "matplotlib"))
    return [
        Known(
            ("OSError",),
            ("is not a valid package style",),
            f"{matplotlib} grades here. It calls seaborn's styles `seaborn-v0_8` and so on.",
        ),
        Known(
            ("TypeError",),
            ("takes from 0 to 1 positional arguments but",),
            f"{seaborn} grades here. Its plots take names: `sns.lineplot(x=…, y=…)`.",
        ),
        Known(("URLError", "gaierror", "ConnectionError"), ("",), NO_NETWORK),
        Known(
            ("OSError", "PermissionError", "ConnectionRefusedError"),
            ("Name or service not known", "name resolution", "Network is unreachable"),
            NO_NETWORK,
        ),
    ]


_KNOWN = [*_of_numpy(), *_of_pandas(), *_of_others()]


def advice(kind: str, message: str) -> str:
    """Return the sentence about an exception, or ""."""
    if kind == "ModuleNotFoundError":
        return f"Here are {listed()}."
    if len(message) > LONGEST:
        return ""
    for known in _KNOWN:
        if kind not in known.types:
            continue
        if kind == "KeyError":  # the whole message is the key
            fits = message in known.pieces
        else:
            fits = any(piece in message for piece in known.pieces)
        if fits:
            return known.says
    return ""


def absent(package: str) -> str:
    """Return what to say of a package that is not here."""
    return f"`{package}` is not installed where notebooks are graded. Here are {listed()}."
