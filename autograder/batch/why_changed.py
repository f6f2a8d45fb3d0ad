"""Why a grade is another than it was: which of the things that it depends on have changed."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.batch.store import Store
from autograder.gradebook.changes import GRADER, GROUP, HANDED_IN, MENDED, NOTEBOOK, TESTS

REASONS = {
    "answers": HANDED_IN,
    "hidden tests": TESTS,
    "solutions": TESTS,
    "known mistakes": TESTS,
    "release": NOTEBOOK,
    "limits": GRADER,
    "environment": GRADER,
    "grader": GRADER,
}


def changed_parts(store: Store, kept: str, now: Mapping[str, str]) -> list[str] | None:
    """Name what differs between the grade under ``kept`` and one made of ``now``; None: unknown."""
    then = store.parts_of(kept)
    if then is None:
        return None
    changed = [name for name in sorted({*then, *now}) if then.get(name) != now.get(name)]
    if not changed and not store.is_current(kept):
        changed = ["known mistakes"]
    return changed


def why_changed(store: Store, before: str, now: str, of_a_group: bool) -> str:
    """Say in a few words why points moved; ``before`` and ``now`` are the grades' keys.

    ``of_a_group``: another member has handed in, and is given points by people.
    """
    if before == now:
        return GROUP if of_a_group else MENDED
    parts = store.parts_of(now)
    if parts is None:  # one of them was refused, or is not kept
        return HANDED_IN if ":" in f"{before}{now}" else GRADER
    changed = changed_parts(store, before, parts)
    if changed is None:
        return HANDED_IN if ":" in before else GRADER
    return "; ".join(dict.fromkeys(REASONS.get(part, GRADER) for part in changed)) or TESTS
