"""Text that neither a page nor a terminal acts on."""

from __future__ import annotations

import re
from typing import Any

# Escapes, and the controls that XML and terminals act on; tab, newline and colours stay.
COLOURS = re.compile(r"\x1b(?:\[[0-9;:]*[A-Za-z])?")
MOST_COLOURS = 2_000  # nbconvert copies the rest of a text at each: half a minute for 500 kB
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f‪-‮⁦-⁩]")


def strip_controls(value: Any) -> str:
    """Return text without control characters, cut to a sane length elsewhere."""
    words = CONTROLS.sub("�", value if isinstance(value, str) else str(value))
    return words if words.count("\x1b") <= MOST_COLOURS else COLOURS.sub("", words)
