"""Choose an exercise's one sentence: a mistake is named only if it explains every failing check.

A failing check speaks through its ``candidates``: the known mistakes that would fail it just so. A
name that is missing there is refuted, whatever the other checks say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.diagnosis.words import WORDS
from autograder.records import Check

# a check that ended like this shows no value: it speaks neither for a mistake nor against one
SILENT = frozenset({"time", "memory", "ended", "needs", "not_attempted", "ours"})
# a mistake, and the other names that the very same line of code leads to in other checks
ALSO_SHOWS: dict[str, frozenset[str]] = {}
# what an earlier call leaves behind may spoil any later value: such a value need not be explained
SPOILS_OTHERS = frozenset({"keeps_state"})


def one_name(checks: Sequence[Check]) -> tuple[Check, ...]:
    """Return the checks with at most one mistake named among them, in those that show it.

    All the others keep their neutral sentence.
    """
    name = _name([check for check in checks if not check.passed])
    return tuple(_told(check, name) for check in checks)


def headline(checks: Sequence[Check]) -> Check | None:
    """Return the failing check that is read first: one that shows the mistake, else the first."""
    failing = [check for check in one_name(checks) if not check.passed]
    return next((check for check in failing if check.diagnosis), next(iter(failing), None))


def _name(failing: Sequence[Check]) -> str | None:
    """The first name that explains all that speak; each table names the most specific first."""
    told = next((check.diagnosis for check in failing if check.diagnosis), None)
    if told is not None:
        return told  # it has been chosen before
    speaking = [check for check in failing if check.reason not in SILENT]
    names = dict.fromkeys(name for check in speaking for name in check.candidates)
    return next((name for name in names if all(_explains(name, c) for c in speaking)), None)


def _explains(name: str, check: Check) -> bool:
    if name in SPOILS_OTHERS and not check.candidates:
        return True
    return not {name, *ALSO_SHOWS.get(name, ())}.isdisjoint(check.candidates)


def _told(check: Check, name: str | None) -> Check:
    """The check in the words that the student reads; the names that lost are gone."""
    if check.passed or name is None or name not in check.candidates:
        return replace(check, candidates=()) if check.candidates else check
    says, hint = WORDS.get(name, ("", check.hint))
    happened = check.message
    if says.removeprefix("It ") not in happened:
        happened = f"{happened} {says}"
    return replace(check, message=happened, hint=hint, diagnosis=name, candidates=())
