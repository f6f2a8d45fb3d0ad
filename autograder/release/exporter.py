"""How stock `nbgrader generate_assignment` leaves out what is not handed out."""

from __future__ import annotations

import copy
import glob
import hashlib
import json
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter

from autograder.course import Course
from autograder.release.clean import clean
from autograder.release.handout import left_out


class ReleaseExporter(NotebookExporter):  # type: ignore[misc]
    """Writes clean notebooks, and lets nbgrader copy only files that are handed out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hasattr(self.parent, "assignments"):
            for folder in self.parent.assignments:
                self._leave_out(folder)

    def _leave_out(self, folder: str) -> None:
        converter = self.parent
        source = Path(converter.coursedir.root, folder)
        course = Course(root=Path(converter.coursedir.root), config=converter.config)
        reasons = left_out(course, source.name)
        for name, reason in reasons.items():
            converter.log.warning("Leaving out %s: %s", source / name, reason)
        converter.assignments[folder] = [
            path for path in converter.assignments[folder] if Path(path).name not in reasons
        ]
        converter.coursedir = copy.copy(converter.coursedir)
        converter.coursedir.ignore = [*converter.coursedir.ignore, *map(glob.escape, reasons)]

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> Any:
        """Convert a source notebook, and take out what an editor or converter left in it.

        Before: nbgrader refuses metadata that it does not know. After: a picture that only a
        solution showed is no longer shown by any text.
        """
        given = self._given_ids(nb, (resources or {}).get("metadata", {}))
        taken = clean(nb)
        text, resources = super().from_notebook_node(nb, resources, **kw)
        released = nbformat.reads(text, as_version=4)
        _steady_ids(released, given)
        for what in [*taken, *clean(released)]:
            self.log.info("Taking out %s", what)
        return nbformat.writes(released) + "\n", resources

    def _given_ids(self, nb: Any, about: Any) -> set[str]:
        """Return the ids in the files: reading these gives other cells random ones."""
        source = Path(about.get("path", ""), f"{about.get('name', '')}.ipynb")
        ids = _ids_in(source) if source.is_file() else {str(cell.get("id")) for cell in nb.cells}
        for end in ("header", "footer"):
            if file := self.config.IncludeHeaderFooter.get(end):
                ids |= _ids_in(Path(file))
        return ids


def _ids_in(path: Path) -> set[str]:
    try:
        cells = json.loads(path.read_bytes())["cells"]
        return {str(cell["id"]) for cell in cells if "id" in cell}
    except (OSError, ValueError, LookupError, TypeError):
        return set()


def _steady_ids(notebook: Any, given: set[str]) -> None:
    """Put ids by place and text where random ones are, so that each build gives the same bytes."""
    for place, cell in enumerate(notebook.cells):
        if "id" in cell and cell["id"] not in given:
            text = f"{place}\n{cell['source']}".encode()
            cell["id"] = hashlib.sha256(text).hexdigest()[:16]
