"""What may be a student id: the name of a folder, and what nbgrader and every LMS take."""

from __future__ import annotations

import unicodedata

MAX_NAME_BYTES = 120


def folded(name: str) -> str:
    """Return a name as platforms compare it: however its letters are composed, or capital."""
    return unicodedata.normalize("NFC", name).strip().casefold()


def student_id_problem(name: str) -> str:
    """Say why a folder's name cannot be a student id, or return ""."""
    if len(name.encode("utf-8", "surrogateescape")) > MAX_NAME_BYTES:
        return f"is longer than {MAX_NAME_BYTES} bytes"
    if not name or name.startswith(".") or set(name) & set('/\\<>"%*?[]{}'):
        return "has a character that is not allowed in a student id"
    if name.isascii() and name.isprintable():
        return ""
    if unicodedata.normalize("NFC", name) != name:
        return "is not in normal form (NFC)"
    if any(unicodedata.category(letter).startswith("C") for letter in name):
        return "has an invisible or control character"
    return ""
