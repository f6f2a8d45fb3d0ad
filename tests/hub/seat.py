"""Somebody at the hub: a browser that is logged in, and what a person does there."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from tests.browser.conftest import picture
from tests.hub.machine import Person

COMMAND_SECONDS = 180


class Seat:
    """One person's browser, at a hub's address."""

    def __init__(self, page: Any, hub: str, person: Person) -> None:
        self.page, self.person = page, person
        self._hub = hub
        self.lab = f"{hub}/user/{person.name}/lab?reset"

    def shot(self, name: str) -> None:
        """Keep a picture of the page for people to look at."""
        picture(self.page, name)

    def log_in(self) -> None:
        """Type name and password, and wait until JupyterLab is there."""
        self.page.goto(f"{self._hub}/hub/login")
        self.page.locator("#username_input").fill(self.person.name)
        self.page.locator("#password_input").fill(self.person.password)
        self.page.locator("#login_submit").click()
        self.page.locator(".jp-DirListing-content").wait_for(timeout=120_000)

    def open_lab(self) -> None:
        """JupyterLab without the tabs that were open."""
        self.page.goto(self.lab)
        self.page.locator(".jp-DirListing-content").wait_for()

    def choose(self, item: str) -> None:
        """Choose from the menu Nbgrader."""
        self.page.locator(".lm-MenuBar-item", has_text="Nbgrader").click()
        self.page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).click()

    def menu_of_nbgrader(self) -> list[str]:
        """What the menu Nbgrader offers."""
        self.page.locator(".lm-MenuBar-item", has_text="Nbgrader").click()
        menu = self.page.locator(".lm-Menu .lm-Menu-itemLabel")
        menu.first.wait_for()
        said = [item for item in menu.all_inner_texts() if item]  # the others are not shown
        self.page.keyboard.press("Escape")
        return said

    def form_grader(self) -> Any:
        """Open the form grader, which begins with the list of assignments; return its frame."""
        self.open_lab()
        self.choose("Formgrader")
        return self.page.frame_locator("iframe").first

    def press(self, form: Any, assignment: str, button: str) -> str:
        """Press one of the buttons of an assignment in the form grader; return what it logs."""
        row = form.locator("tr", has_text=assignment)
        row.locator(f".{button} a").click()
        said = form.locator("#success-modal, #error-modal")
        said.wait_for(timeout=COMMAND_SECONDS * 1000)
        self.shot(f"hub-{button}")
        words = str(said.inner_text())
        assert "Success" in words, words
        said.get_by_role("button", name="Close").last.click()
        said.wait_for(state="detached")
        return words

    def terminal(self) -> None:
        """Open a terminal from the launcher."""
        self.open_lab()
        self.page.locator('.jp-LauncherCard[data-category="Other"]', has_text="Terminal").click()
        self.page.locator(".jp-Terminal .xterm").wait_for()

    def type(self, command: str) -> str:
        """Type a command into the terminal; return what it printed. It must succeed."""
        output, code = (self.person.home / name for name in ("said.txt", "code.txt"))
        code.unlink(missing_ok=True)
        self.page.locator(".jp-Terminal .xterm").click()
        typed = f"{command} 2>&1 | tee ~/said.txt; echo ${{PIPESTATUS[0]}} > ~/code.txt"
        self.page.keyboard.type(typed)
        self.page.keyboard.press("Enter")
        said, ended = wait_for(code), output.read_text()
        assert said.strip() == "0", ended
        return ended


def wait_for(path: Path) -> str:
    """Wait until a file has been written; return its text."""
    deadline = time.monotonic() + COMMAND_SECONDS
    while time.monotonic() < deadline:
        if path.is_file() and (text := path.read_text()):
            return text
        time.sleep(0.2)
    raise TimeoutError(f"{path} was not written")
