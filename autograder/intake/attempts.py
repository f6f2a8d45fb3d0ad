"""Earlier hand-ins, kept in ``earlier/<student>/<assignment>/<when it came>/``."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from autograder.intake.arrival import read_timestamp

FOLDER = "earlier"
MARK = ".hand_in"  # beside a graded notebook: of which earlier hand-in it is
NAME = "%Y-%m-%dT%H%M%SZ"


@dataclass(frozen=True)
class Attempt:
    """One hand-in: where it stands, and when it came (UTC), if that is known."""

    folder: Path
    when: datetime | None


def attempts_of(root: Path, student: str, assignment: str, zone: str = "UTC") -> list[Attempt]:
    """Return a student's hand-ins by time, those without a time first; the present one is last."""
    earlier = root / FOLDER / student / assignment
    kept = sorted(p for p in earlier.iterdir() if p.is_dir()) if earlier.is_dir() else []
    found = [Attempt(p, read_timestamp(p, zone)) for p in kept if p.name[0] != "."]
    found.sort(key=lambda attempt: attempt.when or datetime.min)
    present = root / "submitted" / student / assignment
    return [*found, Attempt(present, read_timestamp(present, zone))] if present.is_dir() else found


def with_earlier(root: Path, assignment: str) -> list[str]:
    """Return the students of whom an earlier hand-in is kept."""
    return sorted(path.parent.name for path in (root / FOLDER).glob(f"*/{assignment}"))


def keep(
    root: Path, student: str, assignment: str, when: datetime, copy: Callable[[Path], None]
) -> bool:
    """Keep a hand-in that another one replaces, unless it is kept already; ``copy`` fills a folder.

    Say whether it is new.
    """
    place = root / FOLDER / student / assignment
    target, aside = place / when.strftime(NAME), place / f".{when.strftime(NAME)}.new"
    if target.exists():
        return False
    place.mkdir(parents=True, exist_ok=True)
    if aside.exists():  # of a run that was stopped
        shutil.rmtree(aside)
    copy(aside)
    aside.rename(target)
    return True


def graded_hand_in(root: Path, student: str, assignment: str) -> Path:
    """Return the folder of the hand-in that a graded notebook is of."""
    try:
        text = (root / "autograded" / student / assignment / MARK).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return root / "submitted" / student / assignment
    return root / FOLDER / student / assignment / Path(text.strip()).name
