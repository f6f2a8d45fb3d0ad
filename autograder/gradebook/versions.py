"""Hashes of what stood there to be read, beside scores: now, and when a person gave points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from autograder.gradebook import tables as t

GRADES = bindparam("grades", expanding=True)
READ_BEFORE = select(t.READ.c.grade_id, t.READ.c.digest).where(t.READ.c.grade_id.in_(GRADES))
SEEN_BEFORE = select(t.SEEN.c.grade_id, t.SEEN.c.version).where(t.SEEN.c.grade_id.in_(GRADES))
NO_LONGER, NO_LONGER_SEEN = (
    delete(table).where(table.c.grade_id == bindparam("grade")) for table in (t.READ, t.SEEN)
)
NOW, SEEN = insert(t.READ), insert(t.SEEN)


def read_before(connection: Any, grades: list[str]) -> dict[str, str]:
    """Return the hash of what stood to be read, by the id of a score's row."""
    found = connection.execute(READ_BEFORE, {"grades": grades}) if grades else ()
    return {row.grade_id: row.digest for row in found}


def write_read(connection: Any, read: list[dict[str, str]]) -> None:
    """Keep what now stands to be read: each has ``grade`` and ``digest``."""
    if read:
        connection.execute(NO_LONGER, [{"grade": one["grade"]} for one in read])
        connection.execute(NOW, [{"grade_id": r["grade"], "digest": r["digest"]} for r in read])


def versions_read(connection: Any, rows: Iterable[Any]) -> dict[str, str]:
    """Return the version for which a person gave points, where something else stood there since.

    It is by the id of a score's row; most submissions have none, and are not asked about.
    """
    given = [r.id for r in rows if r.manual_score is not None or r.extra_credit is not None]
    found = connection.execute(SEEN_BEFORE, {"grades": given}) if given else ()
    return {row.grade_id: row.version for row in found}


def write_versions_read(connection: Any, seen: Mapping[str, str | None]) -> None:
    """Keep for which version a person gave points; None: for the one that stands there."""
    if seen:
        connection.execute(NO_LONGER_SEEN, [{"grade": grade} for grade in seen])
    if new := [{"grade_id": g, "version": version} for g, version in seen.items() if version]:
        connection.execute(SEEN, new)
