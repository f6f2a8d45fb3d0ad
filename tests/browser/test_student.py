"""A student in JupyterLab: open, answer, run, read, see, validate, fetch and submit."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.lab import BIN, environment_of, jupyter_lab
from tests.browser.notebook_page import NotebookPage
from tests.course.support import ROOT, copy_course, run_tool

NAME = "03_tips"
RIGHT = "def mse(theta, X, y_obs):\n    X, y_obs = np.asarray(X), np.asarray(y_obs)\n"
RIGHT += "    return ((y_obs - X @ np.asarray(theta)) ** 2).mean()"
WRONG = RIGHT.replace(".mean()", ".sum()")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A student's folder with what was handed out and nothing else, and its JupyterLab."""
    folder = tmp_path / "work"
    shutil.copytree(ROOT / "release" / NAME, folder / NAME)
    with jupyter_lab(folder, tmp_path / "home") as address:
        yield folder, address


def test_answers_checks_pictures_and_validate(desk, page, shot) -> None:
    folder, address = desk
    notebook = NotebookPage(page, address, folder / NAME / f"{NAME}.ipynb", folder)
    notebook.run("helpers", "mse", "test_mse")
    said = notebook.said("test_mse").strip()
    assert said == "✗ `mse` still raises NotImplementedError. Replace the line under YOUR CODE HERE."
    shot(page, "student-1-not-attempted")

    notebook.write("mse", WRONG)
    notebook.run("mse", "test_mse")
    said = notebook.said("test_mse").strip()
    assert said == "✗ Every row twice is the same data. What do you divide by?"
    shot(page, "student-2-wrong")

    notebook.write("mse", RIGHT)
    notebook.run("mse", "test_mse", "see_mse")
    assert "the public checks pass" in notebook.said("test_mse")
    assert notebook.shows_a_picture("see_mse")
    shot(page, "student-3-right")

    notebook.restart_and_run_all()
    notebook.wait("see_gradient_descent_with_trace")
    assert "still raises" in notebook.said("test_gradient_descent"), "Run All went on to here"
    notebook.save()
    page.get_by_text("Validate", exact=True).click()
    dialog = page.locator(".jp-Dialog-content")
    dialog.wait_for(timeout=90_000)
    shot(page, "student-4-validate")
    assert "failed" in dialog.inner_text().lower()
