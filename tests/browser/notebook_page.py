"""A notebook in JupyterLab, as a person uses it: type into a cell, run, read what is below."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

RUN_SECONDS = 60


class NotebookPage:
    """An open notebook; cells are called by their id in the file."""

    def __init__(self, page: Any, address: str, path: Path, folder: Path) -> None:
        self._page = page
        self._names = [cell["id"] for cell in json.loads(path.read_text())["cells"]]
        place = path.relative_to(folder).as_posix()
        page.goto(address.replace("/lab?", f"/lab/tree/{place}?"))
        page.locator(".jp-Notebook .jp-Cell").nth(len(self._names) - 1).wait_for(state="attached")
        page.get_by_text("| Idle").wait_for(timeout=RUN_SECONDS * 1000)

    def cell(self, name: str) -> Any:
        """The cell on the page, scrolled to where it can be seen."""
        cell = self._page.locator(".jp-Notebook .jp-Cell").nth(self._names.index(name))
        cell.scroll_into_view_if_needed()
        return cell

    def write(self, name: str, text: str) -> None:
        """Replace what stands in a cell by typing over it."""
        self.cell(name).locator(".cm-content").click()
        self._page.keyboard.press("Control+a")
        self._page.keyboard.insert_text(text)

    @contextmanager
    def unfolded(self, name: str) -> Iterator[Any]:
        """The cell with its code open; one that was folded is folded again at the end."""
        cell = self.cell(name)
        title = cell.locator(".jp-InputPlaceholder .jp-Placeholder-content")
        folded = title.is_visible()
        if folded:
            title.click()
        yield cell
        if folded:
            cell.locator(".jp-InputCollapser").click()
            title.wait_for()

    def run(self, *names: str) -> None:
        """Run cells one after the other, each with Ctrl+Enter."""
        for name in names:
            with self.unfolded(name) as cell:
                cell.locator(".cm-content").click()
                self._page.keyboard.press("Control+Enter")
                self.wait(name)

    def wait(self, name: str) -> None:
        """Wait until a cell has run: its prompt shows a number."""
        with self.unfolded(name) as cell:
            prompt = cell.locator(".jp-InputPrompt")
            self._page.wait_for_function(
                r"prompt => /\[\d+\]/.test(prompt.textContent)",
                arg=prompt.element_handle(),
                timeout=RUN_SECONDS * 1000,
            )

    def restart_and_run_all(self) -> None:
        """Kernel → Restart Kernel and Run All Cells, as the closing list asks."""
        self.menu("Kernel", "Restart Kernel and Run All Cells…")
        self._page.locator(".jp-Dialog .jp-mod-accept").click()

    def menu(self, title: str, item: str) -> None:
        """Choose from the menu bar."""
        self._page.locator(".lm-MenuBar-item", has_text=title).click()
        self._page.locator(".lm-Menu-itemLabel", has_text=item).first.click()

    def save(self) -> None:
        """Ctrl+S, and wait until nothing is unsaved."""
        self._page.keyboard.press("Control+s")
        self._page.locator(".jp-mod-dirty").first.wait_for(state="detached")

    def said(self, name: str) -> str:
        """The text below a cell."""
        return str(self.cell(name).locator(".jp-Cell-outputWrapper").inner_text())

    def shows_a_picture(self, name: str) -> bool:
        """Whether a picture that is more than a dot is below a cell."""
        picture = self.cell(name).locator(".jp-OutputArea img").first
        picture.wait_for()
        box = picture.bounding_box()
        return bool(box and box["width"] > 200 and box["height"] > 100)
