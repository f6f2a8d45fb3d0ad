"""The fonts that matplotlib knows on this machine, which it looks for whenever its home is new.

That takes an eighth of a second. A jail has a new home, so the list that matplotlib keeps in the
home of whoever grades is read before, and laid there; a font that the jail does not show is left
out of it.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

KEPT = Path(".cache", "matplotlib")
LISTS = "fontlist-*.json"  # one for each version of the list
MOST_BYTES = 1 << 20


def kept_lists() -> dict[str, bytes]:
    """Return the lists in the home of this process's user, by name; none where there are none."""
    with suppress(OSError, RuntimeError):  # RuntimeError: a user without a home
        found = Path.home().joinpath(KEPT).glob(LISTS)
        return {path.name: path.read_bytes() for path in found if path.stat().st_size < MOST_BYTES}
    return {}


def lay(lists: dict[str, bytes], home: str) -> None:
    """Write the lists where matplotlib looks for its own; without them it makes its own."""
    folder = Path(home, KEPT)
    with suppress(OSError):
        if lists:
            folder.mkdir(parents=True, exist_ok=True)
        for name, text in lists.items():
            folder.joinpath(name).write_bytes(text)


def leave_out_missing() -> None:
    """Let matplotlib forget the fonts that cannot be seen."""
    from matplotlib import font_manager

    manager = font_manager.fontManager
    manager.ttflist[:] = [font for font in manager.ttflist if Path(font.fname).is_file()]
    manager.afmlist[:] = [font for font in manager.afmlist if Path(font.fname).is_file()]
