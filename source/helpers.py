import builtins
import linecache
import re
import sys
from contextlib import redirect_stderr
from pathlib import Path
from traceback import extract_tb
from types import FunctionType, ModuleType

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns

NOTEBOOK, BEFORE = globals(), dict(globals())  # what any cell may overwrite, and what is there now
INSIDE, KEPT = {}, {}  # what the helpers see, and what checks and pictures see, whatever cells do

sns.set_theme(style="whitegrid", palette="colorblind", context="notebook")
BLUE, ORANGE, GREEN, RED, PINK = sns.color_palette("colorblind", 5)
DARK = "0.25"


def is_hidden(name):
    """Say whether a cell uses one of Python's own names, such as sum, for something else."""
    return name in NOTEBOOK and hasattr(builtins, name) and not name.startswith("__")


def seeing(names, made):
    """Return a function of this cell that looks its names up in `names`; a class with such ones."""
    if isinstance(made, property):
        return property(seeing(names, made.fget))
    if isinstance(made, type) and made.__module__ == __name__:
        for name, part in list(vars(made).items()):
            if isinstance(part, (FunctionType, property)):
                setattr(made, name, seeing(names, part))
    if not isinstance(made, FunctionType) or made.__globals__ is not NOTEBOOK:
        return made
    held = made.__defaults__, made.__closure__
    again = FunctionType(made.__code__, names, made.__name__, *held)
    again.__kwdefaults__ = made.__kwdefaults__
    return again


def run_apart(made, *args):
    """Call a check or a picture: it sees the notebook, with Python and the helpers as they were."""
    now = {name: value for name, value in NOTEBOOK.items() if not is_hidden(name)}
    seeing({**now, **KEPT}, made)(*args)


def missing(error):
    """Return the name of the answer that is not written yet."""
    return error.name if isinstance(error, NameError) else extract_tb(error.__traceback__)[-1].name


class Notice:
    """What to notice in a picture; where it is shown as text, lines break between words."""

    def __init__(self, words):
        self.words = words

    def __repr__(self):
        return f"Notice: {self.words}"

    def _repr_markdown_(self):
        return f"**Notice:** {self.words}"

    def show(self):
        """Show it below the cell; where nothing can be shown, print it."""
        try:
            from IPython.display import display
        except ImportError:
            display = print
        display(self)


def see_it(name, notice):
    """Show a picture of your own result, then what to notice; one kind line if there is none."""

    def run(draw):
        try:
            run_apart(draw)
            plt.tight_layout()
            plt.show()
            Notice(notice).show()
        except (NotImplementedError, NameError) as error:
            ask = "Is it answered, was its cell run, is it spelled like this?"
            print(f"Nothing to see yet: `{missing(error)}` is not there. {ask}")
        except Exception as error:
            print(f"No picture yet: {stopped(name, error)}\n  Its check may say more.")
        finally:
            plt.close("all")

    return run


class NotYet(AssertionError):
    """What a public check found, shown in one line."""

    def _render_traceback_(self):
        return [f"✗ {self}"]


def short(value):
    """Write a value as a person would: [1, 0.25], a function by its name, eight in a row."""
    if isinstance(value, str):
        return repr(str.__str__(value))  # of an Enum, too, which has another str()
    if callable(value) or isinstance(value, np.random.Generator):
        return getattr(value, "__name__", "rng")
    try:
        array = np.asarray(value)
        if array.ndim == 0:
            return f"{float(array) + 0.0:.6g}"
        if array.ndim > 1 and array.size > 12:
            return "a table of " + " by ".join(map(str, array.shape))
        return "[" + ", ".join([*map(short, array[:8]), *["…"] * (len(array) > 8)]) + "]"
    except (TypeError, ValueError):
        return repr(value)[:80]


def in_a_row(value):
    """Return the numbers of an answer in one row: of a list, a column, a Series, a number."""
    if hasattr(value, "__array__"):
        held = np.asarray(value)
        if held.dtype.kind == "c" and not held.imag.any():  # as numpy 2.5 gives eigenvalues
            held = held.real
        if held.dtype.kind in "iuf":
            return np.ravel(held.astype(float))
        value = held.tolist()  # arrays in an array, or no numbers
    if isinstance(value, (str, bool, dict, set, frozenset)):
        raise TypeError("no numbers")
    if hasattr(value, "__iter__"):
        return np.concatenate([np.zeros(0), *map(in_a_row, value)])
    return np.array([float(value)])


def in_a_word(value):
    """Return the text of an answer, also of an array or a list that holds it alone; else None."""
    held = np.asarray(value, dtype=object)
    word = held.item() if held.size == 1 else None
    return str.__str__(word) if isinstance(word, str) else None


def listed(value):
    """Return as a list what gives its parts in a row; a generator gives them only once."""
    known = hasattr(value, "__array__") or isinstance(value, (str, bytes, list, tuple, dict, set))
    return list(value) if hasattr(value, "__iter__") and not known else value


class Given:
    """What an answer gave, and the words to say so."""

    def __init__(self, words, value):
        self.words, self.value = words, value

    @property
    def numbers(self):
        """Its numbers in one row, whatever holds them."""
        try:
            if self.value is not None:
                return in_a_row(self.value)
        except (TypeError, ValueError, OverflowError):
            pass
        ask = " Does every way through it end in `return`?" if self.value is None else ""
        raise NotYet(f"{self.words} {short(self.value)}, and numbers are expected.{ask}")

    @property
    def text(self):
        """Its text, whatever holds it."""
        word = in_a_word(self.value)
        if word is None:
            raise NotYet(f"{self.words} {short(self.value)}, and a text in quotes is expected.")
        return word

    def gives(self, expected, source="it should give", ask="", near=1e-4):
        """Unless it gives what is expected, to within `near`, stop and show both."""
        if isinstance(expected, str):
            got, same = self.text, self.text == expected
        else:
            if np.ndim(expected) == 2:
                self.has_rows(*np.shape(expected))
            wanted, got, expected = expected, self.numbers, in_a_row(expected)
            fits = got.shape == expected.shape
            off = np.flatnonzero(~np.isclose(got, expected, rtol=1e-4, atol=near)) if fits else []
            same = fits and not len(off)
            if fits and len(got) > 8 and not same:  # too many to show: from the first that differs
                source = f"from number {off[0] + 1} on, {source}"
                got, expected = got[off[0] :], expected[off[0] :]
            got, expected = (row[0] if row.size == 1 else row for row in (got, expected))
            if not fits or (np.ndim(wanted) > 1 and np.size(wanted) <= 8):
                got, expected = self.value, wanted  # in its own rows
        if not same:
            raise NotYet(f"{self.words} {short(got)}, {source} {short(expected)}. {ask}".strip())

    def has(self, count, ask=""):
        """Unless it gives so many numbers, stop and say how many it gives."""
        if self.numbers.size != count:
            gives = f"{self.numbers.size} number{'s' * (self.numbers.size != 1)}"
            what = f"{gives}, where {count} {'is' if count == 1 else 'are'} expected."
            raise NotYet(f"{self.words} {short(self.value)}: {what} {ask}".strip())

    def has_rows(self, count, size):
        """Unless it gives so many rows of so many numbers, stop and say what it gives."""
        held = self.value if isinstance(self.value, (list, tuple)) else np.asarray(self.value)
        rows = [] if isinstance(held, np.ndarray) and held.ndim == 0 else held
        if [Given(self.words, row).numbers.size for row in rows] != [size] * count:
            what = f"{count} row{'s' * (count != 1)} of {size} numbers"
            raise NotYet(f"{self.words} {short(self.value)}, where {what} should come.")

    def parts(self, *names):
        """Return its parts, such as theta and trace, each as what the answer gave."""
        if not hasattr(self.value, "__len__") or len(self.value) != len(names):
            expected = f"{len(names)} things are expected: {', '.join(names)}."
            raise NotYet(f"{self.words} {short(self.value)}, and {expected}")
        parts = zip(names, self.value, strict=True)
        return [Given(f"{self.words}, as {name},", listed(part)) for name, part in parts]


class Asked:
    """An answer by its name, as the checks ask for it: called, or for one of its entries."""

    def __init__(self, name):
        self.name = name

    def __call__(self, *args):
        """What a call with these arguments gives."""
        words = f"Called {self.name}({', '.join(map(short, args))}). It gives"
        value = NOTEBOOK[self.name](*args)
        return Given(words, listed(value))

    def entry(self, key):
        """One entry of a dict."""
        return Given(f"`{self.name}[{key!r}]` is", NOTEBOOK[self.name][key])


def stopped(name, error):
    """Return which line of this notebook an error came from, and what to try there."""
    if getattr(NOTEBOOK.get("np"), "__name__", "") != "numpy":
        hidden = "The name `np` no longer means NumPy: a cell above uses it for something else."
        return f"{hidden} Rename that, restart, run all."
    here = missing.__code__.co_filename
    steps = extract_tb(error.__traceback__)
    steps = [step for step in steps if Path(step.filename).parent == Path(here).parent]
    lines = [step for step in steps if step.filename != here]
    own = [place for place, step in enumerate(lines) if step.filename != lines[0].filename]
    what = f"`{name}` led to {type(error).__name__}: {error}"
    if not lines:  # in matplotlib, when a picture is shown
        return what
    in_the_check = lines[-1].filename == lines[0].filename
    if in_the_check and isinstance(error, AssertionError):
        return str(error)
    line = lines[own[-1] if own else -1]
    whose = f"`{line.name}`, line" if own else "this cell's line"
    ask = "Print what each name in that line holds. Which one surprises you?"
    for hidden in filter(is_hidden, re.findall(r"(?<![\w.])\w+", line.line)):
        ask = f"`{hidden}` is not Python's own there: a cell uses that name for something else."
        ask += " Rename that, restart, run all."
    if in_the_check:
        ask = f"Is what `{name}` gives of the kind that is expected?"
    if in_the_check and own:  # in a function of the check that the answer called
        called = lines[own[-1] + 1].name
        to = "the function that it was given" if called == "<lambda>" else f"`{called}`"
        ask = f"Print what that line hands to {to}. Is it of the kind that is expected?"
    return f"{what}\n  {whose} {line.lineno}: {line.line}\n  {ask}"


def is_older(name):
    """Say whether the newest cell with `def name` stopped before it made that function."""
    begins = re.compile(rf"^def {name}\(", re.M)
    cells = [cell for cell in NOTEBOOK.get("In", []) if begins.search(cell)]
    if not cells or name not in NOTEBOOK:
        return bool(cells)
    place = getattr(getattr(NOTEBOOK[name], "__code__", None), "co_filename", "")
    text = "".join(linecache.getlines(place))
    of_a_cell = Path(place).parent == Path(missing.__code__.co_filename).parent
    return of_a_cell and bool(begins.search(text)) and text.strip() != cells[-1].strip()


def checks_of(name):
    """Run the public checks of an answer; say which does not hold, or that it is not written."""

    def run(checks):
        try:
            if is_older(name):
                then = "Python's message stands below that cell: mend this first."
                raise NotYet(f"The newest cell with `def {name}` stopped with an error. {then}")
            if name not in NOTEBOOK:
                raise NotYet(f"`{name}` does not exist yet. Write it above and run its cell.")
            with redirect_stderr(sys.stdout):  # a warning fails no check, in Validate neither
                run_apart(checks, Asked(name))
        except NotYet:
            raise
        except NotImplementedError as error:
            then = "Replace the line under YOUR CODE HERE."
            raise NotYet(f"`{missing(error)}` still raises NotImplementedError. {then}") from None
        except (Exception, SystemExit) as error:
            raise NotYet(stopped(name, error)) from None
        print(f"`{name}`: the public checks pass.")

    return run


def dial(draw, name, start, stop, step, value):
    """Draw for one value; where sliders work, add one that draws again for yours."""
    draw(value)
    try:
        from IPython.display import display
        from ipywidgets import FloatSlider, Output
    except ImportError:
        return
    reach = {"min": start, "max": stop, "step": step}
    knob = FloatSlider(value, **reach, description=name, continuous_update=False)
    screen = Output()

    def turn(change):
        with screen:
            screen.clear_output(wait=True)
            draw(change["new"])
            plt.show()

    knob.observe(turn, names="value")
    display(knob, screen)


def ready():
    """Keep what this cell made where no other cell can overwrite it; leave only what cells use."""
    notebook, before = NOTEBOOK, BEFORE  # two names that go below
    made = {name: value for name, value in notebook.items() if not is_hidden(name)}
    new = {name for name, value in made.items() if before.get(name) is not value}
    made |= {name: seeing(INSIDE, made[name]) for name in new}
    INSIDE.update(made)
    own = {name for name, value in made.items() if isinstance(value, ModuleType)} | new
    KEPT.update({name: made[name] for name in own})
    notebook.update({name: made[name] for name in new})
    for name in ONLY_INSIDE:
        del notebook[name]
        if name in before:  # a student's own `short` is theirs
            notebook[name] = before[name]
    before.clear()
    print("Helpers are ready.")


ONLY_INSIDE = set()  # the names of what stands above, but for the colours and what cells call
ONLY_INSIDE |= {k for k, v in globals().items() if v is not BEFORE.get(k)} - {"checks_of", "see_it"}
ONLY_INSIDE -= {k for k, v in globals().items() if isinstance(v, (str, tuple))}
