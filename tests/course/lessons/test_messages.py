"""What checks and pictures say to somebody who slips: true, and of use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from IPython.core.interactiveshell import InteractiveShell

from tests.course.lessons.test_notebooks_run import code_cells, run

STUB = "def descend_1d(df, x_start, learning_rate, n_steps):\n    raise NotImplementedError()"
BROKEN = "def descend_1d(df, x_start, learning_rate, n_steps)\n    return []"
STOPS = "start = 1 / 0\n\ndef descend_1d(df, x_start, learning_rate, n_steps):\n    return []"


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    """IPython as a kernel runs it, with the helpers of lesson 01."""
    monkeypatch.setattr("matplotlib.pyplot.show", lambda: None)
    made = InteractiveShell()
    typed(made, code_cells("01_slope")["helpers"])
    yield made
    made.history_manager.end_session()


def typed(shell: InteractiveShell, cell: str) -> str:
    """Run a cell; return how it stopped, or nothing."""
    done = shell.run_cell(cell, store_history=True)
    return str(done.error_before_exec or done.error_in_exec or "")


@pytest.mark.parametrize("slip", [BROKEN, STOPS])
@pytest.mark.parametrize("before", ["right", "stub", "nothing"])
def test_a_cell_that_stopped_is_not_judged_by_an_older_function(shell, slip, before) -> None:
    """Else a right answer that was spoilt since passes its check, and earns nothing later."""
    cells = code_cells("01_slope")
    cell = {"right": cells["descend_1d"], "stub": STUB, "nothing": ""}[before]
    typed(shell, cell)
    assert typed(shell, slip) != ""
    said = typed(shell, cells["test_descend_1d"])
    assert said.startswith("The newest cell with `def descend_1d` stopped with an error.")
    assert typed(shell, cells["descend_1d"]) == ""
    assert typed(shell, cells["test_descend_1d"]) == "", "mended, it passes"


@pytest.mark.parametrize(
    "again",
    [
        "%%time\n{}",
        "import functools\nfirst = functools.cache\n@first\n{}",
        "text = '''\ndef descend_1d(...)\n'''\n{}",
        "{}\n\n\nprint(descend_1d(lambda x: x, 1, 0, 0))\n",
        "%pip --version\n{}",
    ],
)
def test_a_function_from_a_cell_of_another_kind_is_judged(shell, again) -> None:
    cells = code_cells("01_slope")
    typed(shell, STUB)
    assert typed(shell, again.format(cells["descend_1d"])) == ""
    assert typed(shell, cells["test_descend_1d"]) == ""


def test_a_function_from_a_file_is_judged(shell, tmp_path, monkeypatch) -> None:
    cells = code_cells("01_slope")
    (tmp_path / "my_walks.py").write_text(cells["descend_1d"])
    monkeypatch.syspath_prepend(tmp_path)
    typed(shell, STUB)
    assert typed(shell, "from my_walks import descend_1d") == ""
    assert typed(shell, cells["test_descend_1d"]) == ""


ROWS = {
    "return 2 / len(y) * X.T * (X @ theta - y)": "[[0, 0, 0.5, 0], [0, 0, 1, 0]]",
    "return [X[:, 0], X[:, 1]]": "[[1, 1, 1, 1], [0, 1, 2, 1]]",
    "return [X[:, 0], X[:3, 1]]": "[array([1., 1., 1., 1.]), array([0., 1., 2.])]",
    "return np.ones((40, 2))": "a table of 40 by 2",
    "return [[1], [2]]": "[1, 2]",
}


@pytest.mark.parametrize("body", ROWS)
def test_a_wrong_number_of_numbers_is_shown_in_its_own_rows(body) -> None:
    cells = code_cells("02_one_step")
    answer = {"mse_gradient_matrix": f"def mse_gradient_matrix(X, y, theta):\n    {body}"}
    needed = ("helpers", "mse_gradient_matrix", "test_mse_gradient_matrix")
    said = run({name: (cells | answer)[name] for name in needed})["test_mse_gradient_matrix"]
    assert f"It gives {ROWS[body]}, the example says [0.5, 1]." in str(said)


def picture_of(answer: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What the picture of `one_step` says to an answer."""
    cells = code_cells("02_one_step") | {"one_step": answer}
    run({name: cells[name] for name in ("helpers", "one_step", "see_one_step")})
    return capsys.readouterr().out


def test_a_picture_that_cannot_be_drawn_points_to_the_line_and_to_the_check(capsys) -> None:
    answer = "def one_step(x, y, t0, t1, lr):\n    return t0 / 0"
    said = picture_of(answer, capsys)
    assert "No picture yet: `one_step` led to ZeroDivisionError" in said
    assert "`one_step`, line 2" in said
    assert "Its check may say more." in said


def test_a_picture_of_what_is_of_the_wrong_kind_asks_about_its_kind(capsys) -> None:
    answer = "def one_step(x, y, t0, t1, lr):\n    return t0"
    said = picture_of(answer, capsys)
    assert "Is what `one_step` gives of the kind that is expected?" in said


def test_a_name_that_is_misspelled_is_not_called_an_answer_to_write(capsys) -> None:
    answer = "def one_step(x, y, t0, t1, lr):\n    return alfa, t1"
    said = picture_of(answer, capsys)
    assert "`alfa` is not there. Is it answered, was its cell run, is it spelled like this?" in said


def test_an_error_while_a_picture_is_shown_is_told(monkeypatch, capsys) -> None:
    def stops() -> None:
        raise OverflowError("too many ticks")

    monkeypatch.setattr("matplotlib.pyplot.show", stops)
    run(
        {"helpers": code_cells("02_one_step")["helpers"], "see": "@see_it('np', '.')\ndef see(): 0"}
    )
    assert "No picture yet: `np` led to OverflowError: too many ticks" in capsys.readouterr().out
