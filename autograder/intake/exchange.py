"""Copies what nbgrader's exchange left beside a submission, so that it can return feedback.

`nbgrader release_feedback` reads two files beside each page: when the work came in, and a secret of
which the page's name in the exchange is made, so that only its student can find it.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from autograder.files import write_atomically
from autograder.intake import WHEN, Refused, read_bytes

SECRET = "submission_secret.txt"


def carry_secret(submitted: Path, target: Path) -> None:
    """Copy the secret of a submission that came by the exchange; follow no link."""
    secret = _read(submitted / SECRET)
    if secret and _read(target / SECRET) != secret:
        write_atomically(target / SECRET, secret, durable=False)


def label_page(submitted: Path, target: Path) -> None:
    """Put beside a feedback page what release_feedback asks for.

    It stops at the first page without. Work that came another way gets a secret that nobody knows.
    """
    carry_secret(submitted, target)
    if not (target / SECRET).is_file():
        write_atomically(target / SECRET, secrets.token_hex(64), durable=False)
    when = _text(_read(submitted / WHEN))  # what is none would end release_feedback
    if not (target / WHEN).is_file() or _read(target / WHEN) != when:
        write_atomically(target / WHEN, when, durable=False)


def _text(data: bytes) -> bytes:
    """Return what can be read as text, as it is; of anything else, nothing."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return b""
    return data


def _read(path: Path) -> bytes:
    """Return what a small plain file holds; b"" where there is none."""
    try:
        return read_bytes(path, max_mb=1)
    except Refused:
        return b""
