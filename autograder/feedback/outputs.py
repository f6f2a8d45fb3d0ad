"""Keeps of a student's outputs only what cannot act: text, re-encoded images, plain HTML."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterable
from typing import Any

import nh3
from PIL import Image

from autograder.records import Output

MAX_PIXELS = 16_000_000
TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td", "div", "p", "b", "i", "em", "strong"}
TABLE_TAGS |= {"code", "pre", "br", "ul", "ol", "li", "span", "caption", "sub", "sup", "h3", "h4"}
CLASSES = {"table": {"dataframe"}}  # others mean something to the page's own scripts
# Escapes, and the controls that XML and terminals act on; tab, newline and colours stay.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f‪-‮⁦-⁩]")


def clean(outputs: Iterable[Output]) -> list[Output]:
    """Return the outputs that may be shown, with all metadata dropped."""
    return [kept for output in outputs if (kept := _clean_one(output)) is not None]


def text(value: Any) -> str:
    """Return text without control characters, cut to a sane length elsewhere."""
    return CONTROLS.sub("�", value if isinstance(value, str) else str(value))


def _clean_one(output: Output) -> Output | None:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": text(output.get("text", ""))}
    if kind == "error":
        lines = [text(line) for line in output.get("traceback", [])]
        return {
            "output_type": "error",
            "ename": text(output.get("ename", "")),
            "evalue": text(output.get("evalue", "")),
            "traceback": lines,
        }
    if kind in ("execute_result", "display_data"):
        return _clean_display(kind, output)
    return None


def _clean_display(kind: str, output: Output) -> Output | None:
    kept = {mime: _mime(mime, raw) for mime, raw in output.get("data", {}).items()}
    data = {mime: inert for mime, inert in kept.items() if inert}
    if not data:
        return None
    shown: Output = {"output_type": kind, "data": data, "metadata": {}}
    if kind == "execute_result":
        shown["execution_count"] = None
    return shown


def _mime(mime: str, raw: Any) -> str | None:
    if mime == "text/plain":
        return text(raw)
    if mime == "text/html":
        return nh3.clean(text(raw), tags=TABLE_TAGS, attributes={}, allowed_classes=CLASSES)
    if mime in ("image/png", "image/jpeg"):
        return _image(mime, raw)
    return None


def _image(mime: str, raw: Any) -> str | None:
    """Decode the picture and encode it anew: what is no picture does not come out."""
    kind = mime.removeprefix("image/")
    try:
        with Image.open(io.BytesIO(base64.b64decode(raw, validate=False)), formats=[kind]) as image:
            if image.width * image.height > MAX_PIXELS:
                return None
            again = io.BytesIO()
            image.convert("RGB").save(again, format=kind)
    except (OSError, ValueError, TypeError, SyntaxError, Image.DecompressionBombError):
        return None
    return base64.b64encode(again.getvalue()).decode("ascii")
