"""Moments as people and nbgrader write them, and days that are late.

A moment is ``2027-03-08 20:15:00.123456 CET``: a date, a time of day, and a zone in one of these
forms: ``UTC``, ``Z``, an offset (``+01:00``, ``-0330``, ``+05``), the name of a place
(``Europe/Berlin``), or an abbreviation. The latter are ambiguous (IST is used in India, Israel and
Ireland), so one is read only as a given zone uses it on that day.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

LONGEST = 64  # characters; to read a megabyte of digits as a date takes minutes
NO_DATE = "it is no date with a time of day"
FORM = "2027-03-08 20:15 Europe/Berlin"
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?) ?(\S*)", re.ASCII
)
_OFFSET = re.compile(r"([+-])(\d{2}):?([0-5]\d)?", re.ASCII)
_PLACE = re.compile(r"[A-Za-z]{2,20}(?:/[A-Za-z0-9_+-]{2,30}){1,2}", re.ASCII)  # never a path
_DAY = timedelta(days=1)


def read_moment(written: str, zone: str = "UTC") -> datetime:
    """Return a moment with its zone; raise ValueError where it is not known for sure.

    ``zone`` is where an abbreviation is taken from; a moment that names no zone has none.
    """
    found = _MOMENT.fullmatch(written.strip()) if len(written) <= LONGEST else None
    if found is None:
        raise ValueError(NO_DATE)
    day, time, word = found.groups()
    local = datetime.fromisoformat(f"{day} {time}")
    return local if not word else _in_zone(local, word, zone)


def _in_zone(local: datetime, word: str, zone: str) -> datetime:
    if word.upper() in ("UTC", "Z", "GMT"):
        return local.replace(tzinfo=UTC)
    if offset := _OFFSET.fullmatch(word):
        sign, hours, minutes = offset.groups()
        east = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return local.replace(tzinfo=timezone(east if sign == "+" else -east))
    if _PLACE.fullmatch(word) and (place := zone_of(word)) is not None:
        return _shown_once(local.replace(tzinfo=place), word)
    here = zone_of(zone)
    for fold in (0, 1):  # in the hour that a clock shows twice, the abbreviation tells which
        moment = local.replace(tzinfo=here, fold=fold)
        if here is not None and moment.tzname() == word:
            return moment
    here_too = "" if zone == "UTC" else f", and not one that {zone} uses on that day"
    raise ValueError(f"its zone {word!a} is not known for sure{here_too}")


def _shown_once(moment: datetime, place: str) -> datetime:
    """Return a moment that the clock at a place shows once; raise ValueError for any other."""
    from dateutil.tz import datetime_ambiguous, datetime_exists

    if not datetime_exists(moment):
        raise ValueError(f"the clock of {place} never shows it: it is put forward then")
    if datetime_ambiguous(moment):
        first, second = (moment.replace(fold=fold).isoformat()[-6:] for fold in (0, 1))
        raise ValueError(f"the clock of {place} shows it twice: write {first} or {second} for it")
    return moment


def zone_of(name: str) -> tzinfo | None:
    """Return a zone by its name, as nbgrader finds it; None if there is none."""
    from dateutil.tz import gettz  # most courses never need it

    found: tzinfo | None = gettz(name) if name else None
    return found


def in_utc(moment: datetime) -> datetime:
    """Return a moment in UTC without its zone, as nbgrader's gradebook keeps it; none means UTC.

    Raise OverflowError where no calendar reaches.
    """
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def days_late(when: datetime, due: datetime, grace: timedelta, zone: tzinfo) -> int:
    """Return how many days have begun between ``due`` (and ``grace``) and ``when``; both in UTC.

    A day ends when the clock at the place of the due date shows the same time again, so that one
    of 23 or 25 hours is one day.
    """
    end = due + grace
    if when <= end:
        return 0
    shown = _shown(when, zone) - _shown(end, zone)
    return max(1, math.ceil(shown / _DAY))


def _shown(moment: datetime, zone: tzinfo) -> datetime:
    """What a clock in ``zone`` shows."""
    return moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
