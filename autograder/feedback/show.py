"""A graded notebook's cells as a page shows them: text, pictures, tables; nothing that acts."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import nh3
from markupsafe import Markup

from autograder.feedback.graded import Shown
from autograder.feedback.outputs import CLASSES, TABLE_TAGS
from autograder.feedback.prose import printable, prose

MOST_TEXT = 10_000  # characters of one output
MOST_OUTPUTS = 50  # of one cell
PICTURES = ("image/png", "image/jpeg")
SIGNATURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
COLOURS = re.compile(r"\x1b\[[0-9;:]*[A-Za-z]")
ATTACHED = re.compile(r"!\[picture\]\(attachment:(picture-\d{1,3})\)")
TAGS = TABLE_TAGS - {"h3", "h4"}  # headings are the page's
TABLE_PARTS = {"th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}}


@dataclass(frozen=True)
class ShownOutput:
    """One output: its kind decides how the page wraps it."""

    kind: Literal["text", "error", "image", "table"]
    value: str
    mime: str = ""


@dataclass(frozen=True)
class ShownCell:
    """One cell: prose or code, and what it showed. ``place`` tells where a student added it."""

    prose: Markup | None
    code: str
    outputs: tuple[ShownOutput, ...]
    place: str = ""


def shown_cell(cell: Shown) -> ShownCell:
    """Return a cell as the page shows it."""
    place = f"Cell {cell.number}, which you added" if cell.added else ""
    if cell.name.startswith("quoted-"):
        place = "Your words in a cell that was not yours"
    if cell.kind != "code":
        said = ATTACHED.sub(r"(\1, below)", cell.source)
        return ShownCell(prose(said), "", tuple(_pictures(cell)), place)
    outputs = tuple(_outputs(cell))
    return ShownCell(None, printable(cell.source).strip("\n"), outputs, place)


def _pictures(cell: Shown) -> Iterator[ShownOutput]:
    for forms in cell.pictures.values():
        for mime, data in forms.items():
            if mime in PICTURES and (picture := _picture(mime, str(data))):
                yield ShownOutput("image", picture, mime)


def errors_of(cell: Shown) -> bool:
    """Say whether a cell stopped with an error."""
    return any(output.get("output_type") == "error" for output in cell.outputs)


def _outputs(cell: Shown) -> Iterator[ShownOutput]:
    for output in cell.outputs[:MOST_OUTPUTS]:
        kind = output.get("output_type")
        if kind == "stream":
            yield ShownOutput("text", _text(output.get("text", "")))
        elif kind == "error":
            yield ShownOutput("error", _text("\n".join(map(str, output.get("traceback", ())))))
        elif kind in ("display_data", "execute_result"):
            yield from _displayed(output.get("data", {}))
    more = len(cell.outputs) - MOST_OUTPUTS
    if more > 0:
        yield ShownOutput("text", f"… ({more} more outputs)")


def _displayed(data: Mapping[str, Any]) -> Iterator[ShownOutput]:
    """Show the richest of an output's forms that can be shown."""
    for mime in PICTURES:
        if mime in data and (picture := _picture(mime, str(data[mime]))):
            yield ShownOutput("image", picture, mime)
            return
    if "text/html" in data:
        html = nh3.clean(
            printable(_joined(data["text/html"])),
            tags=TAGS,
            attributes=TABLE_PARTS,
            allowed_classes=CLASSES,
        )
        if html.strip():
            yield ShownOutput("table", Markup(html))
            return
    if "text/plain" in data:
        yield ShownOutput("text", _text(data["text/plain"]))


def _picture(mime: str, data: str) -> str:
    """Return base64 of what begins like a picture of that kind, or ""."""
    try:
        raw = base64.b64decode(data, validate=False)
    except (binascii.Error, ValueError):
        return ""
    return base64.b64encode(raw).decode() if raw.startswith(SIGNATURES[mime]) else ""


def _text(value: Any) -> str:
    words = printable(COLOURS.sub("", _joined(value))).strip("\n")
    if len(words) <= MOST_TEXT:
        return words
    return f"{words[:MOST_TEXT]}\n… (cut: {len(words):,} characters)"


def _joined(value: Any) -> str:
    """Nbformat keeps text as it is, or as a list of lines."""
    return "".join(map(str, value)) if isinstance(value, list) else str(value)
