"""Every text that some bytes hold: as they are, unescaped, without tags, unpacked."""

from __future__ import annotations

import base64
import bz2
import gzip
import html
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from urllib.parse import unquote

DEEPEST = 4  # a notebook in an archive in a notebook
MOST_BYTES = 32 * 1024 * 1024  # of one packed stream
# one line or wrapped ones; JSON writes the ends of lines as text
BASE64 = re.compile(rb"(?:[A-Za-z0-9+/_-]{20,}(?:\\r|\\n|\s)+)*[A-Za-z0-9+/_-]{4,}={0,2}")
BREAK = re.compile(rb"\\r|\\n|\s")
LEAST_BASE64 = 24  # letters
ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
TAG = re.compile(r"<[^<>]{0,2000}>")
CONTROL = {"n": "\n", "r": "\r", "t": "\t"}
LOCKED = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07")


class Unreadable(Exception):
    """Bytes that cannot be looked into."""


def layers(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """Yield these bytes, and what is packed into them."""
    yield data
    if depth < DEEPEST:
        for inner in _inside(data):
            yield from layers(inner, depth + 1)


def texts(data: bytes) -> Iterator[str]:
    """Yield the text of these bytes, and what it says when it is read as JSON, HTML or an address.

    >>> [text for text in texts(b'"a &lt; b\\\\n"')]
    ['"a &lt; b\\\\n"', '"a &lt; b\\n"', '"a < b\\n"']
    """
    text = _text(data)
    yield text
    for read in (_unescaped, _unescaped, _without_tags, unquote):
        again = read(text)
        if again != text:
            yield again
            text = again


def _text(data: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if data[1:2] == b"\0" or data[:1] == b"\0":
        return data.replace(b"\0", b"").decode("utf-8", "replace")
    return data.decode("utf-8", "replace")


def _unescaped(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else CONTROL.get(match[3], match[3])

    return ESCAPE.sub(plain, text)


def _without_tags(text: str) -> str:
    return html.unescape(TAG.sub("", text))


def _inside(data: bytes) -> Iterator[bytes]:
    if data.startswith(LOCKED):
        raise Unreadable("an archive of a kind that cannot be looked into")
    if data.startswith(b"PK\x03\x04"):
        yield from _members(data)
    for magic, unpack in PACKED.items():
        if data.startswith(magic):
            yield _unpacked(data, unpack)
    for match in ZLIB.finditer(data):
        yield from _stream(data[match.start() :])
    for match in BASE64.finditer(data):
        word = BREAK.sub(b"", match[0])
        if len(word) >= LEAST_BASE64:
            yield from _from_base64(word)


def _from_base64(word: bytes) -> Iterator[bytes]:
    plain = word.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    try:
        yield base64.b64decode(plain + b"=" * (-len(plain) % 4))
    except ValueError:  # a long word of something else
        return


def _members(data: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                with archive.open(member) as file:
                    yield file.read(MOST_BYTES)
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error, EOFError):
        raise Unreadable("an archive that cannot be opened") from None


def _unpacked(data: bytes, unpack: Callable[[io.BytesIO], io.BufferedIOBase]) -> bytes:
    try:
        with unpack(io.BytesIO(data)) as file:
            return file.read(MOST_BYTES)
    except (OSError, EOFError, lzma.LZMAError, zlib.error):
        raise Unreadable("an archive that cannot be opened") from None


def _stream(data: bytes) -> Iterator[bytes]:
    """Unpack what a PDF or a picture keeps; two bytes alone are often something else."""
    try:
        held = zlib.decompressobj().decompress(data, MOST_BYTES)
    except zlib.error:
        return
    if held:
        yield held


PACKED: dict[bytes, Callable[[io.BytesIO], io.BufferedIOBase]] = {
    b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ": lzma.LZMAFile,
}
