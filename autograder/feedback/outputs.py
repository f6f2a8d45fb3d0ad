"""Keeps of a student's outputs only what cannot act: text, re-encoded images, plain HTML."""

from __future__ import annotations

import base64
import io
import warnings
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import nh3
from PIL import Image

from autograder.errors import is_fault
from autograder.records import Output
from autograder.wording.plain import strip_controls

MAX_HTML = 100_000  # deeply nested, it takes seconds to sanitise; the output's text remains
ALL_HTML = 1_000_000
MAX_PIXELS = 16_000_000
KNOWN, KNOWN_BYTES = 32, 200_000  # pictures that are remembered, and how large one may be
ALL_PIXELS = 100_000_000  # of a notebook: a picture of 2 kB can take half a second to encode anew
TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td", "div", "p", "b", "i", "em", "strong"}
TABLE_TAGS |= {"code", "pre", "br", "ul", "ol", "li", "span", "caption", "sub", "sup", "h3", "h4"}
CLASSES = {"table": {"dataframe"}}  # others mean something to the page's own scripts


class Cleaner:
    """Cleans the outputs of one notebook."""

    def __init__(self) -> None:
        self._pixels_left = ALL_PIXELS
        self._html_left = ALL_HTML

    def clean(self, outputs: Iterable[Output]) -> list[Output]:
        """Return the outputs that may be shown, with all metadata dropped."""
        return [kept for output in outputs if (kept := self._clean_one(output)) is not None]

    def _clean_one(self, output: Output) -> Output | None:
        kind = output.get("output_type")
        if kind == "stream":
            name = "stderr" if output.get("name") == "stderr" else "stdout"
            said = strip_controls(output.get("text", ""))
            return {"output_type": "stream", "name": name, "text": said}
        if kind == "error":
            words = {key: strip_controls(output.get(key, "")) for key in ("ename", "evalue")}
            lines = [strip_controls(line) for line in output.get("traceback", [])]
            return {"output_type": "error", **words, "traceback": lines}
        if kind in ("execute_result", "display_data"):
            return self._clean_display(kind, output)
        return None

    def _clean_display(self, kind: str, output: Output) -> Output | None:
        kept = {mime: self._mime(mime, raw) for mime, raw in output.get("data", {}).items()}
        data = {mime: inert for mime, inert in kept.items() if inert}
        if not data:
            return None
        shown: Output = {"output_type": kind, "data": data, "metadata": {}}
        if kind == "execute_result":
            shown["execution_count"] = None
        return shown

    def _mime(self, mime: str, raw: Any) -> str | None:
        """Return what may be shown of one form; nothing where a library refuses the bytes."""
        try:
            return self._inert(mime, raw)
        except BaseException as error:
            if not is_fault(error):
                raise
            return None

    def _inert(self, mime: str, raw: Any) -> str | None:
        if mime == "text/plain":
            return strip_controls(raw)
        if mime == "text/html":
            return self._html(strip_controls(raw))
        if mime in ("image/png", "image/jpeg"):
            return self._image(mime, raw)
        return None

    def _html(self, raw: str) -> str | None:
        if len(raw) > min(MAX_HTML, self._html_left):
            return None
        self._html_left -= len(raw)
        return nh3.clean(raw, tags=TABLE_TAGS, attributes={}, allowed_classes=CLASSES)

    def _image(self, mime: str, raw: Any) -> str | None:
        """Decode the picture and encode it anew: what is no picture does not come out."""
        data, kind = base64.b64decode(raw, validate=False), mime.removeprefix("image/")
        with warnings.catch_warnings(action="ignore"):
            pixels = _pixels(data, kind)
            if pixels > min(MAX_PIXELS, self._pixels_left):
                return None
            self._pixels_left -= pixels
            return (_known_anew if len(data) <= KNOWN_BYTES else _anew)(data, kind)


def _pixels(data: bytes, kind: str) -> int:
    with Image.open(io.BytesIO(data), formats=[kind]) as image:
        return int(image.width * image.height)


def _anew(data: bytes, kind: str) -> str:
    again = io.BytesIO()
    with Image.open(io.BytesIO(data), formats=[kind]) as image:
        image.convert("RGB").save(again, format=kind, compress_level=1)
    return base64.b64encode(again.getvalue()).decode("ascii")


_known_anew = lru_cache(KNOWN)(_anew)  # who answers alike draws alike
