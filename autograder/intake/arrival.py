"""When a submission came in, as the file beside its notebook says."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from autograder.intake.parse import Refused
from autograder.intake.reading import read_bytes

WHEN = "timestamp.txt"
LONGEST = 64  # characters; to read a megabyte of digits as a date takes minutes
# What is cut or written in another order, a parser completes by today's date or by a guess.
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?!\d)")
THEN = "so it counts as in time; write the moment as `2027-03-08 20:15:00 UTC`, and grade again"


def arrival(folder: Path) -> tuple[datetime | None, str]:
    """Return when a submission came in (UTC), and what an instructor is told if nobody knows.

    Where there is no such file, the time is None and there is nothing to tell.
    """
    path = folder / WHEN
    try:
        path.lstat()
        return _moment(read_bytes(path, max_mb=1)), ""
    except FileNotFoundError:
        return None, ""
    except (Refused, OSError) as error:
        why = str(error) if isinstance(error, Refused) else f"{WHEN} cannot be read"
    except Exception:  # whatever a library makes of what a student wrote
        why = f"{WHEN} holds no date with a time of day"
    return None, f"it is not known when this came in ({why.partition(';')[0]}), {THEN}"


def read_timestamp(folder: Path) -> datetime | None:
    """Return when a submission came in (UTC), or None where nothing that can be read says so."""
    return arrival(folder)[0]


def _moment(data: bytes) -> datetime:
    """Read a date with a time of day; raise ValueError or OverflowError."""
    written = data.decode("utf-8").strip()
    if len(written) > LONGEST or not MOMENT.match(written):
        raise ValueError
    return _usual(written) or _by_nbgrader(written)


def _usual(written: str) -> datetime | None:
    """Read what nbgrader writes, ``2027-03-08 20:15:00.123456 UTC``, or the same without zone."""
    try:
        read = datetime.fromisoformat(written.removesuffix(" UTC"))
    except ValueError:
        return None
    return None if read.tzinfo else read


def _by_nbgrader(written: str) -> datetime:
    from nbgrader.utils import parse_utc  # seconds to import, for a form that is hardly ever met

    parsed: datetime = parse_utc(written)
    return parsed
