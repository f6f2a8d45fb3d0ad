"""Makes the pictures of the documents again: python -m tests.browser.pictures (make pictures).

From the example class, in a throwaway course; it takes two minutes.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.chromium import ARGUMENTS, refuse_the_network, where
from tests.browser.lab import jupyter_lab
from tests.browser.notebook_page import NotebookPage
from tests.browser.test_instructor import open_submission
from tests.browser.test_student import WRONG
from tests.course.support import ROOT, copy_course, quick_limits, run_tool

NAME = "03_tips"
FOLDER = ROOT / "docs" / "pictures"
COLOURS = 96  # enough for a page, and a tenth of the bytes
SIZE = {"width": 1000, "height": 720}


def main() -> None:
    """Make the class, then each picture."""
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="course-pictures-") as folder,
        sync_playwright() as play,
    ):
        root = quick_limits(copy_course(Path(folder) / "course"))
        done = run_tool(root, "course", "demo", NAME, timeout=600)
        assert done.returncode == 0, done.stderr
        browser = play.chromium.launch(executable_path=where(), args=list(ARGUMENTS))
        page = browser.new_page(viewport=SIZE)
        refuse_the_network(page.context)
        draw_pages(page, root)
        draw_student(page, Path(folder))
        draw_form_grader(page, root, Path(folder))
        browser.close()


def draw_pages(page: Any, root: Path) -> None:
    """The feedback page of a student who forgot the mean, and the class."""
    page.goto((root / "feedback" / "goran" / NAME / f"{NAME}.html").as_uri())
    mistake = page.get_by_role("heading", name="3 · Which way is downhill?", exact=True)
    mistake.evaluate("heading => heading.scrollIntoView()")
    keep(page, "feedback")
    page.goto((root / "reports" / f"{NAME}.html").as_uri())
    keep(page, "report")


def draw_student(page: Any, folder: Path) -> None:
    """A wrong answer and what its public check says."""
    work = folder / "work"
    shutil.copytree(ROOT / "release" / NAME, work / NAME)
    with jupyter_lab(work, folder / "student") as address:
        notebook = NotebookPage(page, address, work / NAME / f"{NAME}.ipynb", work)
        notebook.run("helpers")
        notebook.write("mse", WRONG)
        notebook.run("mse", "test_mse")
        keep(page, "student")


def draw_form_grader(page: Any, root: Path, folder: Path) -> None:
    """A written answer in the form grader."""
    with jupyter_lab(root, folder / "instructor") as address:
        form = open_submission(page, address)
        for number in range(2, 28):  # they stand in no order: go on to one with an answer
            if not form.get_by_text("YOUR ANSWER HERE").count():
                break
            form.get_by_role("link", name="Next").click()
            form.get_by_text(f"Submission #{number}").first.wait_for()
            form.locator("input#valley_extra_credit[placeholder]").wait_for()
        page.set_viewport_size({"width": 1280, "height": 800})
        form.locator("input#valley").fill("3")
        form.locator("textarea#valley-comment").fill("Which of the two phases is the slow one?")
        form.locator("input#valley").evaluate("field => field.scrollIntoView({block: 'center'})")
        keep(page, "formgrader")


def keep(page: Any, name: str) -> None:
    """Write what the window shows, small enough for a repository."""
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    image.quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
