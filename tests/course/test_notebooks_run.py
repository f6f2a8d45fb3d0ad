"""The notebooks run: solved without a warning, unsolved with a kind word, wrong ones caught."""

from __future__ import annotations

import re
import shutil
import warnings
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "source"
STUB = "# YOUR CODE HERE\n{indent}raise NotImplementedError()"
REGION = re.compile(r"( *)### BEGIN SOLUTION\n.*?### END SOLUTION", re.DOTALL)
RIGHT = ROOT / "tests" / "right_answers"
ASSIGNMENTS = ["01_slope", "02_one_step", "03_tips", "04_learning_rates"]
WHOLE_CELLS = {"errata", "symptom", "valley_plot", "rates", "loss_curves"}

# One plausible wrong answer an exercise; each must fail its public checks.
WRONG = {
    "descend_1d": """
def descend_1d(df, x_start, learning_rate, n_steps):
    slope = df(x_start)
    return [x_start - k * learning_rate * slope for k in range(n_steps + 1)]
""",
    "regime": """
def regime(curvature, learning_rate):
    factor = 1 - learning_rate * curvature
    if factor == 0:
        return "one-step"
    return "monotone" if factor > 0 else "cycles" if factor == -1 else "diverges"
""",
    "one_step": """
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    t0 = t0 - lr * np.mean(t0 + t1 * x - y)
    return t0, t1 - lr * np.mean((t0 + t1 * x - y) * x)
""",
    "mse_gradient_matrix": """
def mse_gradient_matrix(X, y, theta):
    return X.T @ (X @ theta - y) / len(y)
""",
    "errata": """
errata = {"loss": 1.25, "gradient": (-0.5, -3.5, -4.0), "theta_new": (0.49975, 0.99825, 0.498)}
""",
    "gradient_factor": """
def gradient_factor(loss, n):
    return {"mse": 2 / n, "half_mse": 1 / n, "sse": 2 * n, "half_sse": n}[loss]
""",
    "mse": """
def mse(theta, X, y_obs):
    return sum((y_obs - np.asarray(X) @ theta) ** 2)
""",
    "symptom": """
symptom = {"shape_without_reduction": (2,), "ratio_with_sum": 1.0, "ratio_for_100_rows": 1.0}
""",
    "mse_gradient": """
def mse_gradient(theta, X, y_obs):
    return gradient_with_sum(theta, X, y_obs)
""",
    "gradient_single_arg": """
def gradient_single_arg(theta):
    return mse_gradient(theta, X[:-1], y[:-1])
""",
    "gradient_descent": """
def gradient_descent(df, theta_init, alpha, n_steps):
    slope = df(theta_init)
    return theta_init - n_steps * alpha * slope
""",
    "gradient_descent_with_trace": """
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = np.array(theta_init, dtype=float)
    trace = [theta]
    for _ in range(n_steps):
        theta -= alpha * df(theta)
        trace.append(theta)
    return theta, np.array(trace)
""",
    "run_gd": """
def run_gd(x, y, lr, steps):
    t0, t1, losses = 0.0, 0.0, [np.mean(y**2)]
    for _ in range(steps):
        error = t0 + t1 * x - y
        t0, t1 = t0 - lr * np.mean(error), t1 - lr * np.mean(error * x)
        losses.append(np.mean((t0 + t1 * x - y) ** 2))
    return losses
""",
    "alpha_max": """
def alpha_max(X):
    return 2 / np.linalg.eigvalsh(X.T @ X / len(X)).max()
""",
    "rates": """
rates = {"too_small": 0.0002, "good": 0.05, "too_large": 0.1}
""",
    "diagnose": """
def diagnose(losses, best):
    if losses[-1] > losses[0]:
        return "too large"
    return "too small" if (losses[-1] - best) / (losses[0] - best) > 0.10 else "good"
""",
    "loss_curves": """
loss_curves, ax = plt.subplots()
for rate in rates.values():
    ax.plot(np.clip(run_gd(x, y, rate, 100), 0, 20), label=rate)
ax.set_title("clipped at 20")
""",
}


def code_cells(assignment: str) -> dict[str, str]:
    notebook = nbformat.read(SOURCE / assignment / f"{assignment}.ipynb", as_version=4)
    return {cell.id: cell.source for cell in notebook.cells if cell.cell_type == "code"}


def without_answer(source: str) -> str:
    return REGION.sub(lambda region: region[1] + STUB.format(indent=region[1]), source)


def run(cells: dict[str, str], *, strict: bool = True) -> dict[str, Exception | None]:
    """Run the cells in one namespace; return what each raised, if strict warnings included."""
    namespace: dict[str, object] = {}
    raised: dict[str, Exception | None] = {}
    for name, source in cells.items():
        with warnings.catch_warnings():
            warnings.simplefilter("error" if strict else "ignore")
            try:
                exec(compile(source.replace("%matplotlib inline", ""), name, "exec"), namespace)
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
def test_unsolved_it_says_kindly_what_is_missing(assignment, capsys):
    raised = run({name: without_answer(source) for name, source in code_cells(assignment).items()})
    for name, error in raised.items():
        if name.startswith("test_"):
            assert isinstance(error, AssertionError)
            assert name.removeprefix("test_") in str(error)
        elif name in WHOLE_CELLS:  # the whole cell is the answer
            assert isinstance(error, NotImplementedError)
        else:
            assert error is None, name
    shown = capsys.readouterr().out
    assert shown.count("Nothing to see yet") == sum(name.startswith("see_") for name in raised)
    assert shown.count("Notice:") == sum(
        name.startswith("look_") for name in raised
    )  # need no answer


@pytest.mark.parametrize("exercise", sorted(WRONG))
def test_a_plausible_wrong_answer_fails_its_public_checks(exercise):
    (assignment,) = (name for name in ASSIGNMENTS if exercise in code_cells(name))
    cells = code_cells(assignment) | {exercise: WRONG[exercise]}
    wanted = {name: text for name, text in cells.items() if not name.startswith("see_")}
    wanted.pop("valley_plot", None)
    error = run(wanted)[f"test_{exercise}"]
    assert isinstance(error, AssertionError)
    assert len(str(error).splitlines()[0]) > 20, "a check says what to look at"
    assert " led to " not in str(error), "caught by a check, not by an accident"


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


NOT_NUMBERS = {
    "print(theta)": "It gives None, and numbers are expected. "
    "Does every way through it end in `return`?",
    "return {}": "It gives {}, and numbers are expected.",
    "return 'two'": "It gives 'two', and numbers are expected.",
    "return 1.25": "It gives 1.25, the example says 2.5.",
    "return [1, 2]": "It gives [1, 2], the example says 2.5.",
}


@pytest.mark.parametrize("answer", NOT_NUMBERS)
def test_a_check_says_what_came_and_what_is_expected(answer):
    cells = code_cells("03_tips") | {"mse": f"def mse(theta, X, y_obs):\n    {answer}"}
    error = run({name: cells[name] for name in ("helpers", "mse", "test_mse")})["test_mse"]
    assert str(error) == f"Called mse([1, 0.5], [[1, 2], [1, 4]], [3, 5]). {NOT_NUMBERS[answer]}"


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


def test_a_picture_names_the_answer_that_is_missing(capsys):
    cells = code_cells("03_tips")
    cells["gradient_single_arg"] = without_answer(cells["gradient_single_arg"])
    run(cells)
    assert capsys.readouterr().out.count("`gradient_single_arg` is not there") == 3
