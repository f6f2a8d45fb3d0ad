"""The notebooks run: solved without a warning, unsolved with a kind word, wrong ones caught."""

from __future__ import annotations

import io
import linecache
import re
import shutil
import sys
import warnings
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pandas as pd
import PIL.Image
import pytest

from autograder.course import Course
from tests.course.lessons.notebooks import SOURCE, notices_of
from tests.course.support import ROOT

STUB = "# YOUR CODE HERE\n{indent}raise NotImplementedError()"
REGION = re.compile(r"( *)### BEGIN SOLUTION\n.*?### END SOLUTION", re.DOTALL)
RIGHT = ROOT / "tests" / "right_answers"
ASSIGNMENTS = Course.load(ROOT).assignments


def code_cells(assignment: str) -> dict[str, str]:
    notebook = nbformat.read(SOURCE / assignment / f"{assignment}.ipynb", as_version=4)
    return {cell.id: cell.source for cell in notebook.cells if cell.cell_type == "code"}


def without_answer(source: str) -> str:
    return REGION.sub(lambda region: region[1] + STUB.format(indent=region[1]), source)


def is_all_answer(source: str) -> bool:
    """Say whether nothing stands beside the answer: without one, the cell raises."""
    return without_answer(source).startswith("# YOUR CODE HERE")


def run(cells: dict[str, str], *, strict: bool = True) -> dict[str, Exception | None]:
    """Run the cells in one namespace; return what each raised, if strict warnings included."""
    namespace: dict[str, object] = {}
    raised: dict[str, Exception | None] = {}
    for name, source in cells.items():
        with warnings.catch_warnings():
            warnings.simplefilter("error" if strict else "ignore")
            try:
                exec(compile(source, name, "exec"), namespace)
                raised[name] = None
            except Exception as error:
                raised[name] = error
    return raised


@pytest.fixture(autouse=True)
def quiet_folder(tmp_path, monkeypatch):
    """Work beside a copy of the data, show no window, and leave the plot settings as they were."""
    shutil.copy(SOURCE / "03_tips" / "tips.csv", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(plt, "show", lambda: None)
    with plt.rc_context():
        plt.switch_backend("Agg")
        yield
        plt.close("all")


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_solved_it_runs_without_error_or_warning_and_shows_every_picture(assignment, capsys):
    raised = run(code_cells(assignment))
    assert {name: error for name, error in raised.items() if error} == {}
    shown = capsys.readouterr().out
    assert "No picture yet" not in shown
    assert shown.count("Notice:") == sum(name.startswith(("see_", "look_")) for name in raised)
    assert shown.count("the public checks pass") == sum(name.startswith("test_") for name in raised)


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_without_sliders_every_picture_is_there(assignment, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    test_solved_it_runs_without_error_or_warning_and_shows_every_picture(assignment, capsys)


def test_a_notice_stands_below_its_picture_and_is_text_that_breaks_between_words(monkeypatch):
    shown = []
    monkeypatch.setattr(plt, "show", lambda: shown.append("the picture"))
    monkeypatch.setattr("IPython.display.display", shown.append)
    picture = '@see_it("np", "it rises.")\ndef see():\n    plt.plot([1, 2])'
    run({"helpers": code_cells("03_tips")["helpers"], "see": picture})
    first, notice = shown
    assert first == "the picture"
    assert notice._repr_markdown_() == "**Notice:** it rises."
    assert repr(notice) == "Notice: it rises."


def test_without_ipython_a_notice_is_printed(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "IPython.display", None)
    picture = '@see_it("np", "it rises.")\ndef see():\n    plt.plot([1, 2])'
    run({"helpers": code_cells("03_tips")["helpers"], "see": picture})
    assert capsys.readouterr().out.endswith("Notice: it rises.\n")


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_notice_reads_the_same_as_text_and_as_markdown(assignment):
    """Nothing in it starts a formula, a link, or slanted letters."""
    for name, source in code_cells(assignment).items():
        for notice in notices_of(source):
            assert not set("$*_<[") & set(notice), name


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_unsolved_it_says_kindly_what_is_missing(assignment, capsys):
    raised = run({name: without_answer(source) for name, source in code_cells(assignment).items()})
    for name, error in raised.items():
        if name.startswith("test_"):
            assert isinstance(error, AssertionError)
            assert name.removeprefix("test_") in str(error)
        elif is_all_answer(code_cells(assignment)[name]):
            assert isinstance(error, NotImplementedError)
        else:
            assert error is None, name
    shown = capsys.readouterr().out
    assert shown.count("Nothing to see yet") == sum(name.startswith("see_") for name in raised)
    assert shown.count("Notice:") == sum(
        name.startswith("look_") for name in raised
    )  # need no answer


RIGHT_ANSWERS = sorted(path for name in ASSIGNMENTS for path in RIGHT.glob(f"{name}/*/*.py"))


@pytest.mark.parametrize(
    "answer", RIGHT_ANSWERS, ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_a_right_answer_in_any_style_passes_its_public_checks_and_is_drawn(
    answer, capsys, monkeypatch
):
    monkeypatch.setattr(plt, "tight_layout", lambda: None)  # as slow as all the rest
    assignment, exercise = answer.parts[-3:-1]
    cells = code_cells(assignment) | {exercise: answer.read_text("utf-8")}
    own = {f"test_{exercise}", f"see_{exercise}"}
    wanted = {name: text for name, text in cells.items() if name in own or is_needed(name)}
    raised = run(wanted, strict=False)
    assert [raised[name] for name in sorted(own)] == [None, None]
    assert "No picture yet" not in capsys.readouterr().out


def is_needed(name: str) -> bool:
    """Say whether a cell may define what another one uses."""
    return not name.startswith(("test_", "see_", "look_")) and name not in {
        "valley_plot",
        "long_run",
    }


STUMBLES = {
    "def mse(theta, X, y_obs):\n    return np.mean(y_obs - X @ thetta)": "`mse`, line 2",
    "def mse(theta, X, y_obs):\n    return [n for n in 7]": "`mse`, line 2",
    "def mse(theta, X, y_obs):\n    assert X is theta": "`mse`, line 2",
    "def mse(theta, X, y_obs):\n    raise SystemExit": "`mse`, line 2",
}


@pytest.mark.parametrize("answer", STUMBLES)
def test_an_answer_that_stumbles_is_told_its_line_and_one_thing_to_try(answer):
    cells = code_cells("03_tips") | {"mse": answer}
    error = run({name: cells[name] for name in ("helpers", "mse", "test_mse")})["test_mse"]
    what, where, ask = str(error).splitlines()
    assert re.fullmatch(r"`mse` led to \w+(Error|Exit): .*", what)
    assert where.strip().startswith(STUMBLES[answer])
    assert ask.endswith("?")


def verdict_on(lesson: str, exercise: str, answer: str) -> str:
    """What the public check of an exercise says to an answer."""
    cells = code_cells(lesson) | {exercise: answer}
    needed = ("helpers", exercise, f"test_{exercise}")
    return str(run({name: cells[name] for name in needed})[f"test_{exercise}"])


@pytest.mark.parametrize("handed", ["walk", "[1, 2]"])
def test_what_a_function_of_the_check_was_handed_is_asked_in_the_answer_s_own_line(handed):
    """A list handed to df stops in the check, but the line to look at is the student's."""
    answer = (
        "def descend_1d(df, x_start, learning_rate, n_steps):\n    walk = [x_start]\n"
        f"    for _ in range(n_steps):\n        walk.append(df({handed}))\n    return walk"
    )
    what, where, ask = verdict_on("01_slope", "descend_1d", answer).splitlines()
    assert what.startswith("`descend_1d` led to TypeError: ")
    assert where.strip().startswith("`descend_1d`, line 4:")
    assert ask == "  Print what that line hands to `df`. Is it of the kind that is expected?"


def test_a_function_without_a_name_is_asked_about_in_words():
    answer = "def momentum(df, theta_init, alpha, beta, n_steps):\n    return df('here') / 0"
    cells = code_cells("06_beyond") | {"momentum": answer}
    check = '@checks_of("momentum")\ndef test(call):\n    call(lambda t: t - 1, 1, 1, 1, 1)'
    shown = str(run({"helpers": cells["helpers"], "momentum": answer, "test": check})["test"])
    assert "`momentum`, line 2" in shown
    assert "hands to the function that it was given" in shown


WRONG_WORDS = {
    ("01_slope", "regime"): ("one-step", "cycles", "monotone", "diverges", "alternating"),
    ("04_learning_rates", "diagnose"): ("too small", "good", "too large"),
}


@pytest.mark.parametrize(
    ("lesson", "exercise", "word"),
    [(*where, word) for where, words in WRONG_WORDS.items() for word in words],
)
def test_a_word_that_is_none_of_the_words_is_told_by_the_public_check(lesson, exercise, word):
    """So nobody whose checks all pass loses points to a blank in place of a hyphen."""
    other = word.replace("-", " ") if "-" in word else f"{word}!"
    answer = code_cells(lesson)[exercise].replace(f'"{word}"', f'"{other}"')
    assert other in answer
    assert repr(other) in verdict_on(lesson, exercise, answer)


NOT_NUMBERS = {
    "print(theta)": "It gives None, and numbers are expected. "
    "Does every way through it end in `return`?",
    "return {}": "It gives {}, and numbers are expected.",
    "return 'two'": "It gives 'two', and numbers are expected.",
    "return 1.25": "It gives 1.25, the example says 2.5.",
    "return [1, 2]": "It gives [1, 2], the example says 2.5.",
}
COUNTS = {
    "return 1": "It gives 1: 1 number, where 2 are expected. Return t0 and t1, in this order.",
    "return 1, 2, 3": "It gives [1, 2, 3]: 3 numbers, where 2 are expected. "
    "Return t0 and t1, in this order.",
}


@pytest.mark.parametrize("answer", NOT_NUMBERS)
def test_a_check_says_what_came_and_what_is_expected(answer):
    cells = code_cells("03_tips") | {"mse": f"def mse(theta, X, y_obs):\n    {answer}"}
    error = run({name: cells[name] for name in ("helpers", "mse", "test_mse")})["test_mse"]
    assert str(error) == f"Called mse([1, 0.5], [[1, 2], [1, 4]], [3, 5]). {NOT_NUMBERS[answer]}"


@pytest.mark.parametrize("answer", COUNTS)
def test_one_number_is_counted_as_one(answer):
    check = (
        '@checks_of("one_step")\ndef test(call):\n'
        '    call(0).has(2, "Return t0 and t1, in this order.")'
    )
    cells = {"helpers": code_cells("02_one_step")["helpers"], "test": check}
    cells = {"one_step": f"def one_step(x):\n    {answer}"} | cells
    assert str(run(cells)["test"]) == f"Called one_step(0). {COUNTS[answer]}"


def test_a_name_that_hides_numpy_is_named():
    cells = code_cells("03_tips")
    cells["mse"] += "\nnp = 3"
    error = run({name: cells[name] for name in ("helpers", "mse", "test_mse")})["test_mse"]
    assert str(error).startswith("The name `np` no longer means NumPy")


def test_a_warning_is_shown_elsewhere_than_where_validate_looks(capsys):
    cells = code_cells("03_tips")
    shown = "import sys, warnings\nwarnings.warn('slow')\nprint('here', file=sys.stderr)\n"
    cells["mse"] += "\nright = mse\ndef mse(*args):\n    " + shown.replace("\n", "\n    ")
    cells["mse"] += "return right(*args)"
    wanted = {name: cells[name] for name in ("helpers", "mse", "test_mse")}
    assert run(wanted, strict=False)["test_mse"] is None
    out, err = capsys.readouterr()
    assert err == ""
    assert "here" in out


WITH_TIPS = [name for name in ASSIGNMENTS if (SOURCE / name / "tips.csv").exists()]


@pytest.mark.parametrize("lesson", WITH_TIPS)
def test_without_the_file_of_the_tips_one_line_says_where_it_belongs(lesson, monkeypatch):
    Path("tips.csv").unlink()
    monkeypatch.setitem(sys.modules, "plotly.data", None)
    cells = {"helpers": code_cells(lesson)["helpers"], "read": "read_tips()"}
    errors = [error for error in run(cells).values() if error]
    for error in errors:
        assert error._render_traceback_() == [  # type: ignore[attr-defined]
            "✗ `tips.csv` is not beside this notebook. Put it there, then run this cell again."
        ]
    assert errors


@pytest.mark.parametrize("lesson", WITH_TIPS)
def test_a_lone_notebook_takes_the_same_table_from_plotly(lesson):
    """In Colab plotly is there; where it is not, as in our own environment, this is skipped."""
    pytest.importorskip("plotly.data")
    ours = pd.read_csv("tips.csv")
    Path("tips.csv").unlink()
    again = 'read_tips().to_csv("again.csv", index=False)'
    raised = run({"helpers": code_cells(lesson)["helpers"], "again": again})
    assert set(raised.values()) == {None}
    pd.testing.assert_frame_equal(pd.read_csv("again.csv"), ours)


def test_a_picture_names_the_answer_that_is_missing(capsys):
    cells = code_cells("03_tips")
    cells["gradient_single_arg"] = without_answer(cells["gradient_single_arg"])
    run(cells)
    assert capsys.readouterr().out.count("`gradient_single_arg` is not there") == 3


def test_the_film_plays_once_and_for_less_than_five_seconds(monkeypatch):
    """So nobody needs a button to stop it; where nothing can be shown there is the strip."""
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    cells = code_cells("01_slope")
    wanted = {name: cells[name] for name in ("helpers", "descend_1d", "see_film")}
    assert set(run(wanted).values()) == {None}
    film, _ = shown
    with PIL.Image.open(io.BytesIO(film.data)) as frames:
        assert frames.n_frames == 16
        assert frames.info["loop"] == 1
        assert frames.n_frames * frames.info["duration"] < 5000


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_check_or_a_picture_leaves_nothing_behind_but_its_own_name(assignment, monkeypatch):
    """So it overwrites no `x`, `words` or `draw` of a student's."""
    monkeypatch.setattr(plt, "tight_layout", lambda: None)  # as slow as all the rest
    namespace: dict[str, object] = {}
    for name, source in code_cells(assignment).items():
        before = dict(namespace)
        exec(compile(source, name, "exec"), namespace)
        if name.startswith(("test_", "see_", "look_")):
            changed = {k for k, v in namespace.items() if before.get(k, run) is not v}
            assert changed == {name}
            assert namespace[name] is None


STRAYS = {
    "a star of numpy": "from numpy import *",
    "a star of pylab": "from pylab import *",
    "names of Python": "sum = max = min = map = all = zip = len = abs = list = sorted = 0",
    "names of helpers": "short = Given = in_a_row = BLUE = dial = missing = 0",
    "names of the lesson": "tips = best = X = y = above_lowest = marks = bill = six_x = one = 0",
}
ONE_OF = {
    "01_slope": "regime",
    "02_one_step": "gradient_factor",
    "03_tips": "gradient_descent",
    "04_learning_rates": "diagnose",
    "05_mini_batches": "normal_equation",
    "06_beyond": "momentum",
}


@pytest.mark.parametrize("stray", STRAYS)
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_no_name_that_a_cell_overwrites_is_in_the_way_of_checks(assignment, stray):
    """Leftover code costs nothing: an answer that is right passes its check after it, too."""
    exercise, cells = ONE_OF[assignment], code_cells(assignment)
    wanted = {name: cells[name] for name in ("helpers", exercise)} | {"stray": STRAYS[stray]}
    wanted[f"test_{exercise}"] = cells[f"test_{exercise}"]
    assert set(run(wanted, strict=False).values()) == {None}


def test_no_name_that_a_cell_overwrites_is_in_the_way_of_pictures(capsys, monkeypatch):
    monkeypatch.setattr(plt, "tight_layout", lambda: None)
    cells = code_cells("03_tips")
    pictures = {name: text for name, text in cells.items() if name.startswith(("see_", "look_"))}
    answers = {name: source for name, source in cells.items() if is_needed(name)}
    stray = "\n".join(text for kind, text in STRAYS.items() if "lesson" not in kind)
    assert set(run(answers | {"stray": stray} | pictures, strict=False).values()) == {None}
    assert capsys.readouterr().out.count("Notice:") == len(pictures)


def test_a_helper_of_a_student_s_with_the_name_of_ours_is_theirs():
    """Also after the cell of the helpers was run once more."""
    mine = 'def short(n):\n    return "one-step" if n == 1 else "other"'
    uses = "def regime(curvature, learning_rate):\n    return short(curvature * learning_rate)"
    cells = code_cells("01_slope")
    once = {"helpers": cells["helpers"], "short": mine, "regime": uses}
    asks = {"asks": 'assert regime(1, 1) == "one-step"'}
    for again in ({}, {"again": cells["helpers"]}):
        assert set(run(once | again | asks).values()) == {None}


def test_the_helpers_leave_the_names_that_cells_use_and_no_more():
    namespace: dict[str, object] = {}
    exec(code_cells("02_one_step")["helpers"], namespace)
    modules = {"builtins", "linecache", "re", "sys", "plt", "np", "pd", "sns"}
    imported = {"redirect_stderr", "Path", "extract_tb", "FunctionType", "ModuleType"}
    colours = {"BLUE", "ORANGE", "GREEN", "RED", "PINK", "DARK"}
    made = {"checks_of", "see_it", "three_x", "three_y"}
    assert set(namespace) - {"__builtins__"} == modules | imported | colours | made


def test_a_name_that_hides_one_of_python_s_is_named_where_an_answer_needs_it(monkeypatch):
    cells = code_cells("03_tips")
    answer = "def mse(theta, X, y_obs):\n    return np.sum([sum(theta)])"
    monkeypatch.setitem(linecache.cache, "mse", (1, None, answer.splitlines(True), "mse"))
    wanted = {"helpers": cells["helpers"], "mse": answer, "stray": "sum = 0"}
    error = run(wanted | {"test_mse": cells["test_mse"]})["test_mse"]
    what, where, ask = str(error).splitlines()
    assert what == "`mse` led to TypeError: 'int' object is not callable"
    assert where.strip().startswith("`mse`, line 2")
    assert ask.strip().startswith("`sum` is not Python's own there: a cell uses that name")


A_LIST = "def gradient_single_arg(theta):\n    return list(mse_gradient(theta, X, y))"
A_TUPLE = "def gradient_single_arg(theta):\n    return tuple(mse_gradient(theta, X, y))"
A_FRAME = """
own = descend_1d
def descend_1d(*asked):
    return pd.DataFrame({"x": own(*asked)})"""
A_TEXT = """
own = regime
def regime(curvature, learning_rate):
    return np.array(own(curvature, learning_rate))"""
A_PLACE = """
def regime(c, a):
    p = c * a
    return ["monotone", "one-step", "alternating", "cycles", "diverges"][
        (p >= 1) + (p > 1) + (p >= 2) + (p > 2)]"""
ROWS = """
own = gradient_descent_with_trace
def gradient_descent_with_trace(df, start, alpha, n_steps):
    end, trace = own(df, start, alpha, n_steps)
    return end, [row[None, :] for row in trace]"""
OTHER_KINDS = {
    "a gradient as a list": ("03_tips", "gradient_single_arg", A_LIST),
    "a gradient as a tuple": ("03_tips", "gradient_single_arg", A_TUPLE),
    "rows of rows": ("03_tips", "gradient_descent_with_trace", ROWS),
    "a column of a table": ("01_slope", "descend_1d", A_FRAME),
    "a text in an array": ("01_slope", "regime", A_TEXT),
    "plain floats only": ("01_slope", "regime", A_PLACE),
}


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_pictures_take_what_the_checks_take(kind, capsys, monkeypatch):
    """Also those of later exercises, which go on with what an earlier one gives."""
    monkeypatch.setattr(plt, "tight_layout", lambda: None)
    assignment, exercise, answer = OTHER_KINDS[kind]
    cells = code_cells(assignment)
    if answer.startswith("\nown"):
        answer = cells[exercise] + answer
    cells[exercise] = answer
    drawn = [n for n, text in cells.items() if n.startswith("see_") and exercise in text]
    wanted = {n: t for n, t in cells.items() if is_needed(n) or n in drawn}
    raised = run(wanted | {f"test_{exercise}": cells[f"test_{exercise}"]}, strict=False)
    assert set(raised.values()) == {None}
    assert capsys.readouterr().out.count("Notice:") == len(drawn)


WRAPPED = {
    "a list of the word": ("01_slope", "regime", "return [own(*asked)]"),
    "a Series of the word": ("01_slope", "regime", "return pd.Series([own(*asked)])"),
    "an array of the word": ("04_learning_rates", "diagnose", "return np.array([own(*asked)])"),
    "a trace of objects": (
        "03_tips",
        "gradient_descent_with_trace",
        "end, rows = own(*asked)\n    trace = np.empty(len(rows), dtype=object)\n"
        "    trace[:] = list(rows)\n    return end, trace",
    ),
    "a trace of columns": (
        "03_tips",
        "gradient_descent_with_trace",
        "end, rows = own(*asked)\n    return end, [row[:, None] for row in rows]",
    ),
    "a generated trace": (
        "03_tips",
        "gradient_descent_with_trace",
        "end, rows = own(*asked)\n    return end, (row for row in rows)",
    ),
}
NOT_WRAPPED = {
    "two words": ("01_slope", "regime", "return [own(*asked)] * 2"),
    "a dict": ("01_slope", "regime", "return {own(*asked): 1}"),
    "a flat trace": (
        "03_tips",
        "gradient_descent_with_trace",
        "end, rows = own(*asked)\n    return end, np.ravel(rows)",
    ),
    "a set": ("02_one_step", "one_step", "return set(own(*asked))"),
    "true for one": ("02_one_step", "gradient_factor", "return np.array(own(*asked)) > 0"),
    "numbers in quotes": ("02_one_step", "one_step", "return np.array(own(*asked)).astype(str)"),
}


@pytest.mark.parametrize("kind", [*WRAPPED, *NOT_WRAPPED])
def test_a_public_check_takes_the_wrappings_that_the_hidden_tests_take(kind):
    """And no others: tests/course/testing/test_compare.py has them for the hidden tests."""
    lesson, exercise, does = (WRAPPED | NOT_WRAPPED)[kind]
    again = f"\nown = {exercise}\ndef {exercise}(*asked):\n    {does}\n"
    said = verdict_on(lesson, exercise, code_cells(lesson)[exercise] + again)
    assert (said == "None") == (kind in WRAPPED), said
    assert not NOT_WRAPPED.get(kind) or "Called " in said
