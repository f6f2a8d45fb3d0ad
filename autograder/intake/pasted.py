"""Pictures in a student's texts: attached to the cell, or written into it as a data address.

Each is decoded and encoded anew, so that what is no picture does not come out; its name is ours.
"""

from __future__ import annotations

import base64
import io
import re
import warnings
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from autograder.records import PastedPicture

MOST_PICTURES = 12  # of a notebook
MOST_BYTES = 12 << 20  # of one picture as it came, decoded
MAX_PIXELS = 40_000_000  # what a telephone takes; of all pictures of a notebook three times as many
LONGEST_SIDE = 1600  # pixels, as it is shown
KINDS = ("image/png", "image/jpeg", "image/gif")
DATA = re.compile(
    r"data:image/([a-z0-9.+-]{1,20})(?:;[a-z0-9=-]{1,40}){0,3};base64,([A-Za-z0-9+/=]*)"
)
TAG = re.compile(
    r"<img\b[^<>]{0,2000}?\bsrc\s*=\s*[\"']?(attachment:picture-\d+)\b[^<>]{0,2000}>", re.I
)
REFERENCE = re.compile(
    r"!\[[^\]\n]{0,500}\]\(\s*<?(attachment:picture-\d+)>?(?:\s+[^()\n]{0,200})?\)"
)


class Pasted:
    """The pictures of one notebook; ``notes`` says which were left out, and why."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self._count, self._pixels = 0, 3 * MAX_PIXELS

    def taken(self, source: str, attached: Any) -> tuple[str, tuple[PastedPicture, ...]]:
        """Return a text with each picture as ``![…](attachment:picture-1)``, and the pictures."""
        found: list[PastedPicture] = []

        def keep(mime: str, data: Any) -> str:
            why = self._refusal(mime, data, found)
            if why:
                self.notes.append(f"a picture that was pasted into a text is left out: {why}")
                return "left-out"
            return f"attachment:{found[-1].name}"

        if "data:image/" in source:
            source = DATA.sub(lambda m: keep(f"image/{m[1]}", m[2]), source)
        for name, forms in attached.items() if isinstance(attached, dict) else ():
            source = _referred(source, name, _best(forms), keep)
        source = TAG.sub(r"![picture](\1)", source)
        source = REFERENCE.sub(r"![picture](\1)", source)
        for picture in found:
            here = f"![picture](attachment:{picture.name})"
            if here not in source:
                source = f"{source}\n\n{here}"
        return source, tuple(found)

    def _refusal(self, mime: str, data: Any, found: list[PastedPicture]) -> str:
        """Keep a picture, or say why not."""
        if mime not in KINDS:
            return "only PNG, JPEG and GIF are shown"
        if self._count >= MOST_PICTURES:
            return f"{MOST_PICTURES} is the most"
        if isinstance(data, list) and all(isinstance(part, str) for part in data):
            data = "".join(data)
        if not isinstance(data, str) or len(data) > MOST_BYTES * 4 // 3 + 4:
            return f"it is larger than {MOST_BYTES >> 20} MB"
        self._count += 1
        try:
            kind, again = self._anew(base64.b64decode(data, validate=False))
        except _TooLarge:
            return "it has too many pixels"
        except Exception:  # a library may raise anything on a stranger's bytes
            return "it cannot be read as a picture"
        found.append(PastedPicture(f"picture-{self._count}", kind, again))  # type: ignore[arg-type]
        return ""

    def _anew(self, data: bytes) -> tuple[str, str]:
        from PIL import Image, ImageOps  # not where there is no picture

        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "GIF"]) as image,
        ):
            pixels = image.width * image.height
            if pixels > min(MAX_PIXELS, self._pixels):
                raise _TooLarge
            self._pixels -= pixels
            photo = image.format == "JPEG"
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(image)  # a telephone writes how it was held
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            ink = upright.convert("RGBA")
            white = Image.new("RGB", ink.size, "white")
            white.paste(ink, mask=ink.getchannel("A"))
            made = io.BytesIO()
            white.save(made, format="JPEG" if photo else "PNG")
        kind = "image/jpeg" if photo else "image/png"
        return kind, base64.b64encode(made.getvalue()).decode("ascii")


class _TooLarge(Exception):
    pass


def _best(forms: Any) -> tuple[str, Any]:
    """Return the form of an attachment that can be shown best."""
    if not isinstance(forms, dict) or not forms:
        return "", None
    mime = next((kind for kind in KINDS if kind in forms), next(iter(forms)))
    return str(mime), forms[mime]


def _referred(
    source: str, name: Any, form: tuple[str, Any], keep: Callable[[str, Any], str]
) -> str:
    """Return the text with an attachment's own name in place of the student's."""
    now = keep(*form)
    if not isinstance(name, str) or not name:
        return source
    for written in {name, quote(name), name.replace(" ", "%20")}:
        source = re.sub(rf"attachment:{re.escape(written)}(?=[\s)>\"']|$)", lambda _: now, source)
    return source
