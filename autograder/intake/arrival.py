"""When a submission came in, as the file beside its notebook says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from autograder.course.times import in_utc, read_moment
from autograder.intake.parse import Refused
from autograder.intake.reading import read_bytes

WHEN = "timestamp.txt"
FAR = timedelta(days=300)  # ahead of the clock here: a year was mistyped, or a clock is wrong
THEN = (
    "so it counts as in time; write the moment as `2027-03-08 20:15:00 UTC`, and grade again. If "
    "the students' nbgrader writes times of another zone, set c.Exchange.timezone to it"
)


def arrival(folder: Path, zone: str = "UTC") -> tuple[datetime | None, str]:
    """Return when a submission came in (UTC), and a note for the instructor or "".

    The time is None where there is no timestamp.txt (no note), or none that can be used (with a
    note): it cannot be read, names no zone, or is far ahead. nbgrader's exchange always writes the
    zone. ``zone`` is its setting Exchange.timezone, by which an abbreviation is read.
    """
    path = folder / WHEN
    try:
        path.lstat()
        return _certain(read_moment(read_bytes(path, max_mb=1).decode("utf-8"), zone)), ""
    except FileNotFoundError:
        return None, ""
    except (Refused, OSError) as error:
        why = str(error) if isinstance(error, Refused) else f"{WHEN} cannot be read"
    except UnicodeDecodeError:
        why = f"{WHEN} is no text"
    except Exception as error:  # whatever a library makes of what a student wrote
        why = f"{WHEN} cannot be used: {error}"
    return None, f"it is not known when this came in ({why.partition(';')[0]}), {THEN}"


def _certain(moment: datetime) -> datetime:
    """Return a moment in UTC; raise ValueError where work cannot have come then for sure."""
    if moment.tzinfo is None:
        raise ValueError("it names no time zone")
    if in_utc(moment) - datetime.now(UTC).replace(tzinfo=None) > FAR:
        raise ValueError("it is far in the future")
    return in_utc(moment)


def read_timestamp(folder: Path, zone: str = "UTC") -> datetime | None:
    """Return when a submission came in (UTC), or None where that is not known."""
    return arrival(folder, zone)[0]
