"""A student in JupyterLab: open, answer, run, read, see, validate; fetch and submit."""

from __future__ import annotations

import getpass
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.lab import exchange_settings, jupyter_lab
from tests.browser.notebook_page import NotebookPage
from tests.course.lessons.notebooks import cells_of, graded, notices_of
from tests.course.lessons.test_teaching import LESSONS, MACHINERY
from tests.course.support import ROOT, copy_course, run_tool

NAME = "03_tips"
RIGHT = "def mse(theta, X, y_obs):\n    X, y_obs = np.asarray(X), np.asarray(y_obs)\n"
RIGHT += "    return ((y_obs - X @ np.asarray(theta)) ** 2).mean()"
WRONG = RIGHT.replace(".mean()", ".sum()")
STUMBLES = RIGHT.replace("theta)) ** 2", "thetta)) ** 2")
TOLD = [
    "✗ `mse` led to NameError: name 'thetta' is not defined",
    "`mse`, line 3: return ((y_obs - X @ np.asarray(thetta)) ** 2).mean()",
    "Print what each name in that line holds. Which one surprises you?",
]
MISSING = "✗ `mse` still raises NotImplementedError. Replace the line under YOUR CODE HERE."


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A student's folder with every lesson that teaches, and its JupyterLab."""
    folder = tmp_path / "work"
    for lesson in LESSONS:
        shutil.copytree(ROOT / "release" / lesson, folder / lesson)
    with jupyter_lab(folder, tmp_path / "home") as address:
        yield folder, address


def test_a_lesson_begins_with_content_and_spoils_no_prediction(shelf, page, shot) -> None:
    """Its first sentence is on the first screen; what to notice is read after running only."""
    folder, address = shelf
    for lesson in LESSONS:
        alone = f"{address}&reset"  # without the tabs that are open
        notebook = NotebookPage(page, alone, folder / lesson / f"{lesson}.ipynb", folder)
        title = notebook.cell("title").locator(".jp-RenderedMarkdown p")
        why = title.filter(has_text="Why this matters.").bounding_box()
        assert 0 < why["y"] < why["y"] + why["height"] < page.viewport_size["height"], lesson
        shot(page, f"student-0-first-screen-of-{lesson}")
        for cell in cells_of(lesson):
            if cell.cell_type == "code" and graded(cell).get("locked"):
                shown = notebook.cell(cell.id).inner_text()
                told = [notice for notice in notices_of(cell.source) if notice[:20] in shown]
                assert told == [], cell.id
                assert not cell.id.startswith(MACHINERY) or "def " not in shown, cell.id


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A student's folder with what was handed out and nothing else, and its JupyterLab."""
    folder = tmp_path / "work"
    shutil.copytree(ROOT / "release" / NAME, folder / NAME)
    with jupyter_lab(folder, tmp_path / "home") as address:
        yield folder, address


def check_notice(cell) -> None:
    below = cell.locator(".jp-RenderedMarkdown", has_text="Notice:")
    picture = cell.locator(".jp-OutputArea img").first.bounding_box()
    assert below.bounding_box()["y"] >= picture["y"] + picture["height"], "the notice is below"
    assert below.locator("strong").inner_text() == "Notice:"


def test_answers_checks_pictures_and_validate(desk, page, shot) -> None:
    folder, address = desk
    notebook = NotebookPage(page, address, folder / NAME / f"{NAME}.ipynb", folder)
    first = page.locator(".jp-Notebook").inner_text()
    assert "You will be able to" in first
    assert "def see_it" not in first, "what only serves the lesson is folded"
    notebook.run("helpers", "mse", "test_mse")
    assert notebook.said("test_mse").strip() == MISSING
    shot(page, "student-1-not-attempted")

    notebook.write("mse", WRONG)
    notebook.run("mse", "test_mse")
    said = notebook.said("test_mse").strip()
    asked = "Called mse([1, 0.5], [[1, 2], [1, 4]], [3, 5])"
    assert said == f"✗ {asked}. It gives 5, the example says 2.5."
    shot(page, "student-2-wrong")

    notebook.write("mse", STUMBLES)
    notebook.run("mse", "test_mse")
    assert [line.strip() for line in notebook.said("test_mse").strip().splitlines()] == TOLD
    shot(page, "student-2b-stumbles")

    notebook.write("mse", RIGHT)
    notebook.run("mse", "test_mse", "see_mse")
    assert "the public checks pass" in notebook.said("test_mse")
    assert notebook.shows_a_picture("see_mse")
    check_notice(notebook.cell("see_mse"))
    shot(page, "student-3-right")

    notebook.restart_and_run_all()
    notebook.wait("see_gradient_descent_with_trace")
    assert "still raises" in notebook.said("test_gradient_descent"), "Run All went on to here"
    notebook.save()
    page.get_by_text("Validate", exact=True).click()
    dialog = page.locator(".jp-Dialog-content")
    dialog.get_by_text("The following cell failed").first.wait_for(timeout=90_000)
    shot(page, "student-4-validate")
    told = dialog.inner_text()
    assert "`gradient_descent` still raises NotImplementedError." in told
    assert 'checks_of("gradient_descent")' in told
    assert '@checks_of("mse")' not in told, "what passes is not listed"


@pytest.fixture
def exchange(tmp_path: Path) -> Path:
    """An exchange folder into which the instructor has released the assignment."""
    root = copy_course(tmp_path / "course")
    with (root / "course_config.py").open("a") as config:
        config.write(exchange_settings(tmp_path / "exchange"))
    done = run_tool(root, "nbgrader", "release_assignment", NAME)
    assert done.returncode == 0, done.stderr
    return tmp_path / "exchange"


def test_fetch_and_submit_by_the_assignment_list(exchange, tmp_path, page, shot) -> None:
    folder, home = tmp_path / "work", tmp_path / "home"
    folder.mkdir()
    (folder / "nbgrader_config.py").write_text("c = get_config()\n" + exchange_settings(exchange))
    with jupyter_lab(folder, home) as address:
        page.goto(address)
        page.locator(".jp-DirListing-content").wait_for()
        page.locator(".lm-MenuBar-item", has_text="Nbgrader").click()
        page.locator(".lm-Menu-itemLabel", has_text="Assignment List").click()
        page.get_by_role("button", name="Fetch", exact=True).click()
        submit = page.get_by_role("button", name="Submit", exact=True)
        submit.wait_for()
        assert (folder / NAME / "tips.csv").is_file()
        shot(page, "student-5-fetched")
        submit.click()
        page.locator("#submitted_assignments_list", has_text=NAME).wait_for()
        shot(page, "student-6-submitted")
    (inbox,) = (exchange / "gradient-descent" / "inbound").iterdir()
    assert inbox.name.startswith(f"{getpass.getuser()}+{NAME}+")
    assert (inbox / f"{NAME}.ipynb").is_file()
