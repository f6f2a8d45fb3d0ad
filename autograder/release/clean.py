"""A released notebook holds what its readers use: what an editor or converter added is taken out.

Editors, converters and extensions keep copies of a cell, of its output, or of a widget's state in
metadata. Nobody can list them all, so what is kept is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from autograder.course import text_of


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _word(value: Any) -> bool:
    """One short word, such as a tag or a version: no room for an answer."""
    return isinstance(value, str | int | float) and len(str(value)) <= 40 and " " not in str(value)


def _name(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 60 and "\n" not in value


def _grade_name(value: Any) -> bool:
    """A cell's id by nbgrader's schema, of the length that its gradebook keeps."""
    return isinstance(value, str) and re.fullmatch(r"[a-zA-Z0-9_-]{0,128}", value) is not None


TOP = frozenset({"cells", "metadata", "nbformat", "nbformat_minor"})
CELL = frozenset(
    {"attachments", "cell_type", "execution_count", "id", "metadata", "outputs", "source"}
)
NOTEBOOK_METADATA: dict[str, Any] = {
    "kernelspec": dict.fromkeys(("display_name", "language", "name"), _name),
    "language_info": {
        "codemirror_mode": {"name": _word, "version": _word},
        **dict.fromkeys(("file_extension", "mimetype", "name", "version"), _word),
        **dict.fromkeys(("nbconvert_exporter", "pygments_lexer"), _word),
    },
    "title": _name,
}
CELL_METADATA: dict[str, Any] = {
    "collapsed": _flag,
    "deletable": _flag,
    "editable": _flag,
    "format": _word,
    "hide_input": _flag,
    "jupyter": {"outputs_hidden": _flag, "source_hidden": _flag},
    "nbgrader": {
        **dict.fromkeys(("cell_type", "checksum", "points", "schema_version"), _word),
        "grade_id": _grade_name,
        **dict.fromkeys(("grade", "locked", "solution", "task"), _flag),
    },
    "scrolled": _flag,
    "slideshow": {"slide_type": _word},
    "tags": [_word],  # a list of such
}


def clean(notebook: dict[str, Any]) -> list[str]:
    """Take out of a released notebook what does not belong there; say in words what that was."""
    taken = [f"{key!r} of the notebook" for key in _prune_keys(notebook, TOP)]
    taken += [
        f"metadata {key!r} of the notebook"
        for key in _prune(notebook.get("metadata", {}), NOTEBOOK_METADATA)
    ]
    for cell in notebook["cells"]:
        where = f"of cell {cell.get('id') or _grade_id(cell) or '(without an id)'!r}"
        taken += [f"{what} {where}" for what in _clean_cell(cell)]
    return taken


def _clean_cell(cell: dict[str, Any]) -> Iterator[str]:
    yield from map(repr, _prune_keys(cell, CELL))
    for key in _prune(cell.get("metadata", {}), CELL_METADATA):
        yield f"metadata {key!r}"
    for name in _unused_attachments(cell):
        del cell["attachments"][name]
        yield f"attachment {name!r}, which its text does not show,"
    if "attachments" in cell and not cell["attachments"]:
        del cell["attachments"]
    if cell.get("outputs"):
        cell["outputs"] = []
        yield "the output"


def _unused_attachments(cell: dict[str, Any]) -> list[str]:
    """Return the pictures that no text shows: those of a text that was taken out, an answer's."""
    return [name for name in cell.get("attachments", {}) if not shows(text_of(cell), name)]


def shows(text: str, attachment: str) -> bool:
    """Whether a text shows the attachment of this name."""
    return any(f"attachment:{name}" in text for name in (attachment, quote(attachment)))


def _grade_id(cell: dict[str, Any]) -> Any:
    return cell.get("metadata", {}).get("nbgrader", {}).get("grade_id")


def _prune_keys(held: dict[str, Any], allowed: frozenset[str]) -> list[str]:
    strange = sorted(held.keys() - allowed)
    for key in strange:
        del held[key]
    return strange


def _prune(held: dict[str, Any], allowed: dict[str, Any], above: str = "") -> list[str]:
    """Delete what is not ``allowed``, at every depth; return the names of what was deleted."""
    strange = []
    for key in list(held):
        rule, value = allowed.get(key), held[key]
        if isinstance(rule, dict) and isinstance(value, dict):
            strange += _prune(value, rule, f"{above}{key}.")
            continue
        if isinstance(rule, list) and isinstance(value, list):
            held[key] = [item for item in value if rule[0](item)]
            good = held[key] == value
        else:
            good = callable(rule) and rule(value)
            if not good:
                del held[key]
        strange += [] if good else [f"{above}{key}"]
    return strange
