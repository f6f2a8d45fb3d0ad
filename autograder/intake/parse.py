"""Parses a file into the raw cells of a version 4 notebook; Refused says in a line why not."""

from __future__ import annotations

import json
import re
from typing import Any

MAX_CELLS = 2000
MAX_PARTS = 1_000_000  # brackets: an empty list takes 2 bytes in a file and 56 in memory
MAX_INT_DIGITS = 18
VERSION = re.compile(r"\d{1,2}\.\d{1,3}(?:\.\d{1,3})?")

# How files begin that are handed in as notebooks and are none.
OTHER_FILES = (
    (b"<", "a web page (HTML); download the notebook itself"),
    (b"PK\x03\x04", "a zip archive; unpack it"),
    (b"%PDF", "a PDF; hand in the .ipynb file"),
    (b"version https://git-lfs", "a pointer of Git LFS; hand in the file itself"),
)
DAMAGED = "the file is not a whole notebook (its JSON is cut or damaged{})"


class Refused(Exception):
    """A notebook that cannot be taken in; the message says why and what to do."""


class Unreadable(Refused):
    """This machine did not let us read it, which is not the student's fault: left out, no zero."""


def parse(data: bytes) -> list[dict[str, Any]]:
    """Return the cells of a version 4 notebook; their text is checked, the rest is not believed."""
    return parse_with_python(data)[0]


def parse_with_python(data: bytes) -> tuple[list[dict[str, Any]], str]:
    """Return the cells, and the version of Python that the notebook names, or ""."""
    notebook = _json(_text(data))
    if not isinstance(notebook, dict) or type(notebook.get("nbformat")) is not int:
        raise Refused("the file is not a version 4 notebook; open it in JupyterLab and save it")
    version = notebook["nbformat"]
    if version != 4:
        age = "an old" if version < 4 else "a newer"
        raise Refused(
            f"the notebook has {age} format; open it in JupyterLab and save it as version 4"
        )
    cells = notebook.get("cells")
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise Refused("the notebook has no list of cells")
    if len(cells) > MAX_CELLS:
        raise Refused(f"the notebook has {len(cells)} cells; {MAX_CELLS} is the most")
    return cells, _python_of(notebook)


def _python_of(notebook: dict[str, Any]) -> str:
    """Return the version of Python that a notebook says it was written with, or ""."""
    try:
        version = notebook["metadata"]["language_info"]["version"]
    except (LookupError, TypeError):
        return ""
    return version if isinstance(version, str) and VERSION.fullmatch(version) else ""


def _text(data: bytes) -> str:
    """Decode UTF-8, and what Windows editors make of it: with a byte order mark, or UTF-16."""
    if not data.strip(b" \t\r\n\0"):
        raise Refused("the file is empty")
    for start, what in OTHER_FILES:
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(start):
            raise Refused(f"the file is {what}")
    try:
        return data.decode(json.detect_encoding(data))
    except UnicodeDecodeError:
        raise Refused(f"{DAMAGED.format('')}: it is not text in UTF-8") from None


def _json(text: str) -> Any:
    if text.count("[") + text.count("{") > MAX_PARTS:
        raise Refused("the notebook has far too many parts; clear its outputs and resubmit")
    try:
        return json.loads(text, parse_int=_int)
    except RecursionError:
        raise Refused(DAMAGED.format(": nested too deeply")) from None
    except json.JSONDecodeError as error:
        if "\n<<<<<<< " in text:
            raise Refused("the file holds an unresolved merge conflict") from None
        if error.msg == "Extra data":
            raise Refused(
                f"the file goes on after the notebook's end (line {error.lineno}); "
                "open the original in JupyterLab and save it"
            ) from None
        raise Refused(DAMAGED.format(f", line {error.lineno}")) from None


def _int(digits: str) -> int:
    """No number in a notebook matters but its version; Python refuses the longest ones."""
    return int(digits) if len(digits) <= MAX_INT_DIGITS else 0
