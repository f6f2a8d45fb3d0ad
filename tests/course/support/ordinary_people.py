"""A class of thirty on lesson 03: half of it hands in what is right, half what people also do."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course import Assignment
from autograder.course.gallery import notebook_with, solved

NAME = "03_tips"
WORDS = "the path first climbs to 0.14 and then creeps for seven hundred steps"  # an essay's
Notebook = dict[str, Any]
Change = Callable[[Notebook], None]

# --- right answers, in four styles

LOOPS = {
    "mse": """\
def mse(theta, X, y_obs):
    rows, seen = np.asarray(X).tolist(), np.asarray(y_obs).tolist()
    total = 0.0
    for (one, bill), tip in zip(rows, seen):
        total += (tip - (theta[0] * one + theta[1] * bill)) ** 2
    return total / len(seen)
""",
    "mse_gradient": """\
def mse_gradient(theta, X, y_obs):
    rows, seen = np.asarray(X).tolist(), np.asarray(y_obs).tolist()
    slopes = [0.0, 0.0]
    for (one, bill), tip in zip(rows, seen):
        miss = tip - theta[0] * one - theta[1] * bill
        slopes[0] -= 2 * miss * one / len(seen)
        slopes[1] -= 2 * miss * bill / len(seen)
    return slopes
""",
    "gradient_descent": """\
def gradient_descent(df, theta_init, alpha, n_steps):
    t = 1.0 * theta_init if np.isscalar(theta_init) else np.array(theta_init, float)
    k = 0
    while k < n_steps:
        t = t - alpha * df(t)
        k += 1
    return t
""",
    "gradient_descent_with_trace": """\
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    rows = [np.array(theta_init, float)]
    while len(rows) <= n_steps:
        rows.append(rows[-1] - alpha * np.asarray(df(rows[-1])))
    return rows[-1], rows
""",
}
MATRIX = {
    "mse": """\
def mse(theta, X, y_obs):
    misses = np.asarray(X, float) @ np.asarray(theta, float) - np.asarray(y_obs, float)
    return misses @ misses / misses.size
""",
    "mse_gradient": """\
def mse_gradient(theta, X, y_obs):
    A, b = np.asarray(X, float), np.asarray(y_obs, float)
    return A.T @ (A @ np.asarray(theta, float) - b) * (2 / len(b))
""",
    "gradient_descent_with_trace": """\
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    trace = np.empty((n_steps + 1, len(theta_init)))
    trace[0] = theta_init
    for k in range(n_steps):
        trace[k + 1] = trace[k] - alpha * np.asarray(df(trace[k]))
    return trace[-1].copy(), trace
""",
}
RECURSIVE = {
    "gradient_descent": """\
def gradient_descent(df, theta_init, alpha, n_steps):
    if n_steps == 0:
        return theta_init
    return gradient_descent(df, theta_init - alpha * df(theta_init), alpha, n_steps - 1)
""",
    "gradient_single_arg": "gradient_single_arg = lambda theta: mse_gradient(theta, X, y)\n",
}
STYLES: tuple[dict[str, str], ...] = ({}, LOOPS, MATRIX, RECURSIVE)


# --- what people do to a notebook


def cell_of(notebook: Notebook, name: str) -> dict[str, Any]:
    """The cell of this name."""
    found: dict[str, Any] = next(cell for cell in notebook["cells"] if cell.get("id") == name)
    return found


def text(cell: dict[str, Any]) -> str:
    """A cell's source, however it is written."""
    return cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])


def new_cell(kind: str, source: str, name: str) -> dict[str, Any]:
    """A cell that somebody added."""
    held: Notebook = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "id": name, "metadata": {}, "source": source, **held}


def at_the_end(source: str) -> Change:
    """Add a last cell."""

    def change(notebook: Notebook) -> None:
        name = f"trying_out_{len(notebook['cells'])}"
        notebook["cells"].append(new_cell("code", source, name))

    return change


def answered(name: str, source: str) -> Change:
    """Replace an answer."""
    return lambda notebook: cell_of(notebook, name).update(source=source)


def before_answer(name: str, line: str) -> Change:
    """Write a line at the top of an answer's cell."""
    return lambda nb: cell_of(nb, name).update(source=f"{line}\n{text(cell_of(nb, name))}")


def essay_stays_empty(notebook: Notebook) -> None:
    """Leave the written answer as it was handed out."""
    cell_of(notebook, "valley")["source"] = "YOUR ANSWER HERE"


def in_task(notebook: Notebook) -> None:
    """Write the essay below its question."""
    essay_stays_empty(notebook)
    task = cell_of(notebook, "task_valley")
    task["source"] = f"{text(task)}\n\n{WORDS}"


def in_own_cell(notebook: Notebook) -> None:
    """Write the essay in a cell of one's own, below the question."""
    essay_stays_empty(notebook)
    where = notebook["cells"].index(cell_of(notebook, "task_valley"))
    notebook["cells"].insert(where + 1, new_cell("markdown", WORDS, "my_answer"))


def in_plot_cell(notebook: Notebook) -> None:
    """Write the essay as a comment, below the drawing."""
    essay_stays_empty(notebook)
    plot = cell_of(notebook, "valley_plot")
    plot["source"] = f"{text(plot)}\n# {WORDS}"


def picture(*, broken: bool = False) -> bytes:
    """A small grey PNG; a broken one ends in a colour profile that holds nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        held = kind + data
        return struct.pack(">I", len(data)) + held + struct.pack(">I", zlib.crc32(held))

    header = struct.pack(">IIBBBBB", 40, 40, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x80" * 40) * 40)
    end = chunk(b"iCCP" if broken else b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + end


PHOTO = picture()
BROKEN = base64.b64encode(picture(broken=True)).decode()
SHOWS = f"""\
from base64 import b64decode
from IPython.display import display

display({{"image/png": b64decode({BROKEN!r})}}, raw=True)
"""


def photographed(data: bytes) -> Change:
    """Answer with a photograph of what was written on paper."""

    def change(notebook: Notebook) -> None:
        cell = cell_of(notebook, "valley")
        cell["source"] = "My derivation on paper:\n\n![photo.png](attachment:photo.png)"
        cell["attachments"] = {"photo.png": {"image/png": base64.b64encode(data).decode()}}

    return change


def every_answer(source: str) -> Change:
    """Give the same for every answer that is a function."""

    def change(notebook: Notebook) -> None:
        for name in STARTS:
            cell_of(notebook, name)["source"] = source.format(name=name)

    return change


STARTS = (
    "mse",
    "mse_gradient",
    "gradient_single_arg",
    "gradient_descent",
    "gradient_descent_with_trace",
)

EARLY_STOP = """\
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for _ in range(n_steps):
        step = alpha * df(theta)
        if np.all(np.abs(step) <= 1e-6):
            break
        theta = theta - step
    return theta
"""
EXACT = """\
from fractions import Fraction


def mse(theta, X, y_obs):
    misses = np.asarray(y_obs, float) - np.asarray(X, float) @ np.asarray(theta, float)
    return sum((Fraction(float(m)) ** 2 for m in misses), Fraction(0)) / len(misses)
"""
TOO_BIG = """\
def mse(theta, X, y_obs):
    return np.asarray(X, dtype=float) @ [2**100, 1]
"""
BORROWS = """\
SEEN = {}


def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    if not SEEN and len(theta_init) == 2:
        at_zero = np.asarray(df(np.zeros(2)), float)
        columns = [np.asarray(df(row), float) - at_zero for row in np.eye(2)]
        SEEN["all"] = at_zero, np.column_stack(columns)
    rows = [np.array(theta_init, float)]
    for _ in range(n_steps):
        rows.append(rows[-1] - alpha * np.asarray(df(rows[-1])))
    return rows[-1], np.array(rows)
"""
FROM_WHAT_WAS_SEEN = """\
def gradient_single_arg(theta):
    at_zero, matrix = SEEN["all"]
    return matrix @ theta + at_zero
"""


def borrows(notebook: Notebook) -> None:
    """Have no gradient, and take the one that somebody hands in as ``df``."""
    cell_of(notebook, "gradient_descent_with_trace")["source"] = BORROWS
    cell_of(notebook, "gradient_single_arg")["source"] = FROM_WHAT_WAS_SEEN
    cell_of(notebook, "mse_gradient")["source"] = (
        "def mse_gradient(theta, X, y_obs):\n    return np.zeros(2)\n"
    )


def unchanged(notebook: Notebook) -> None:
    """Change nothing."""


@dataclass(frozen=True)
class Person:
    """Who hands in what: a style of right answers, and what else they did."""

    style: int
    did: Change = unchanged
    when: str | None = None


def as_honest(person: Person) -> Person:
    """The same style without the rest: what the class is timed against."""
    return Person(person.style)


HONEST = {f"honest_{number:02}": Person(number % len(STYLES)) for number in range(9)} | {
    "adds_cells": Person(0, at_the_end("for k in (1, 2):\n    print(k, mse([k, 0.1], X, y))")),
    "draws_more": Person(1, at_the_end("plt.plot(X['total_bill'], y, '.')\nplt.show()")),
    "on_time": Person(2, when="2027-03-08 20:15:00 UTC"),
}
REUSES = {
    "reuses_a_function": Person(0, at_the_end("mse = mse([0.9, 0.1], X, y)\nmse")),
    "reuses_X": Person(0, at_the_end("X = np.linspace(0, 1, 5)\ny = X**2\nplt.plot(X, y)")),
    "np_is_a_number": Person(2, at_the_end("np = len(y)\nprint(np)")),
    "deletes_a_helper": Person(0, at_the_end("del checks_of, see_it, pd\nsum = 0")),
    "ends_the_process": Person(1, at_the_end("import os\nos._exit(0)")),
}
IMPORTS = {"imports_what_is_absent": Person(0, before_answer("mse", "from tqdm import tqdm"))}
EXACT_NUMBERS = {"exact_numbers": Person(0, answered("mse", EXACT))}
WRITES = {
    "writes_in_the_task": Person(0, in_task),
    "writes_a_cell": Person(1, in_own_cell),
    "writes_in_the_plot": Person(2, in_plot_cell),
    "photographs": Person(0, photographed(PHOTO)),
}
TIMES = {
    "time_in_pst": Person(0, when="2027-03-08 20:00:00.000000 PST"),  # 04:00 UTC the day after
    "time_with_offset": Person(0, when="2027-03-09 00:30:00 +01:00"),  # 23:30 UTC: not late
    "time_too_long": Person(1, when="2027-03-08 20:15 UTC 999999999999999999999999999999999.5h"),
}
ODD = {
    "broken_photograph": Person(0, photographed(picture(broken=True))),
    "broken_picture": Person(1, before_answer("mse", SHOWS)),
    "newer_python": Person(
        0, before_answer("mse", 'table = {"a": 1}\nprint(f"first: {table["a"]}")')
    ),
    "says_a": Person(0, every_answer("{name} = lambda *given: 'a'\n")),
    "gives_nothing": Person(0, every_answer("def {name}(*given):\n    return ()\n")),
    "too_big_a_number": Person(0, answered("mse", TOO_BIG)),
    "borrows": Person(0, borrows),
    "stops_early": Person(0, answered("gradient_descent", EARLY_STOP)),
}
WHOLE = HONEST | REUSES | IMPORTS | EXACT_NUMBERS  # who must get all that a machine gives
EVERYBODY = WHOLE | WRITES | TIMES | ODD


def notebook_of(assignment: Assignment, student: str, person: Person) -> str:
    """The notebook that a person hands in, signed: equal ones would be graded once for all."""
    notebook = notebook_with(assignment, {**solved(assignment), **STYLES[person.style]})
    person.did(notebook)
    at_the_end(f"# {student}")(notebook)
    return json.dumps(notebook, indent=1)


def hand_in(assignment: Assignment, people: Mapping[str, Person]) -> None:
    """Write their notebooks into submitted/, as a collection leaves them."""
    for student, person in people.items():
        folder = Path(assignment.root, "submitted", student, assignment.name)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{assignment.name}.ipynb").write_text(
            notebook_of(assignment, student, person), "utf-8"
        )
        if person.when is not None:
            (folder / "timestamp.txt").write_text(person.when, "utf-8")
