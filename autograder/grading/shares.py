"""What a wrong answer earns, as a teacher set it in tests/hidden/shares.toml."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.errors import CourseError
from autograder.records import Check

TABLE = Path("tests") / "hidden" / "shares.toml"
RECOGNISED = 0.4  # where the table says nothing else


@dataclass(frozen=True)
class Shares:
    """What a recognised mistake earns of an exercise's points: most of them the same."""

    recognised: float = RECOGNISED
    mistakes: Mapping[str, float] = field(default_factory=dict)

    def of(self, mistake: str) -> float:
        """Return the share of one recognised mistake."""
        return self.mistakes.get(mistake, self.recognised)

    def earned(self, checks: Sequence[Check], mistake: str | None) -> float:
        """Return the share that a wrong answer earns, before the cap.

        A recognised mistake earns what the table says. Any other answer, and one whose mistake has
        the share 0, earns the share of its checks that pass, by weight; nothing if they are all at
        the edge, for doing nothing at all passes those, too.
        """
        if mistake is not None and self.of(mistake) > 0:
            return self.of(mistake)
        passed = [check for check in checks if check.passed]
        if all(check.edge for check in passed):
            return 0.0
        return sum(check.weight for check in passed) / sum(check.weight for check in checks)


def read_shares(root: Path, known: Collection[str] | None = None) -> Shares:
    """Read the course's table; without one every recognised mistake earns the same.

    A name that is not among the ``known`` mistakes is an error.
    """
    path = root / TABLE
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Shares()
    except (OSError, ValueError) as error:
        raise CourseError(f"{path}: {error}") from None
    for key in table.keys() - {"recognised", "mistakes"}:
        raise CourseError(f"{path}: {key!r} is neither 'recognised' nor 'mistakes'")
    mistakes = table.get("mistakes", {})
    if not isinstance(mistakes, dict):
        raise CourseError(f"{path}: [mistakes] must hold lines such as: wrong_sign = 0.4")
    for name in mistakes.keys() - set(mistakes if known is None else known):
        near = difflib.get_close_matches(name, known or (), n=1)
        hint = f"; did you mean {near[0]}?" if near else "; `course gallery --shares` lists them"
        raise CourseError(f"{path}: no mistake is called {name!r}{hint}")
    shares = {name: _share(path, name, value) for name, value in mistakes.items()}
    return Shares(_share(path, "recognised", table.get("recognised", RECOGNISED)), shares)


def _share(path: Path, name: str, value: Any) -> float:
    if type(value) not in (int, float) or not 0 <= value <= 1:
        raise CourseError(f"{path}: {name} = {value!r} must be a number from 0 to 1")
    return float(value)
