"""Choose an exercise's one sentence: a mistake is named only if it explains every failing check.

A failing check speaks through its ``candidates``: the known mistakes that would fail it just so. A
name that is missing there is refuted, whatever the other checks say, unless this check can say
nothing of that mistake (``unsure``) or ended without a result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from autograder.records import Check
from autograder.testing.evidence import plain_name
from autograder.testing.words import Words

# a check that ended like this shows no result: it speaks neither for a mistake nor against one
SILENT = frozenset({"time", "memory", "ended", "needs", "not_attempted", "ours"})
# what an earlier call leaves behind may spoil any later result, so that nothing explains that one
SPOILS_OTHERS = frozenset({"keeps_state"})


def one_name(checks: Sequence[Check], words: Mapping[str, Words]) -> tuple[Check, ...]:
    """Return the checks with at most one mistake named among them, in those that show it.

    All the others keep their neutral sentence.
    """
    name = chosen_name(checks, words)
    return tuple(_told(check, name, words) for check in checks)


def headline(checks: Sequence[Check]) -> Check | None:
    """Return the failing check that is read first: one that is named, else the first."""
    failing = [check for check in checks if not check.passed]
    return next((check for check in failing if check.diagnosis), next(iter(failing), None))


def chosen_name(checks: Sequence[Check], words: Mapping[str, Words]) -> str | None:
    """Return the first name that explains all that speak; tables name the most specific first."""
    failing = [check for check in checks if not check.passed]
    told = next((check.diagnosis for check in failing if check.diagnosis), None)
    if told is not None:
        return told  # it has been chosen before
    speaking = [check for check in failing if check.reason not in SILENT]
    names = dict.fromkeys(name for check in speaking for name in check.candidates)
    return next((name for name in names if all(_explains(name, c, words) for c in speaking)), None)


def _explains(name: str, check: Check, words: Mapping[str, Words]) -> bool:
    plain = plain_name(name)  # a rule speaks of all ways to make a mistake
    if plain in SPOILS_OTHERS and all(_describes(other, words) for other in check.candidates):
        return True
    if not {name, plain}.isdisjoint((*check.candidates, *check.unsure)):
        return True
    also = words[plain].also_shows if plain in words else ()
    return not set(also).isdisjoint(map(plain_name, check.candidates))


def _describes(name: str, words: Mapping[str, Words]) -> bool:
    return name in words and words[name].describes


def _told(check: Check, name: str | None, words: Mapping[str, Words]) -> Check:
    """The check in the words that the student reads; the names that lost are gone."""
    neutral = (
        replace(check, candidates=(), unsure=()) if check.candidates or check.unsure else check
    )
    if check.passed or name is None or {name, plain_name(name)}.isdisjoint(check.candidates):
        return neutral
    told = plain_name(name)
    said = words.get(told, Words("", check.hint))
    happened = check.message
    if said.says.removeprefix("It ") not in happened:
        happened = f"{happened} {said.says}"
    named = None if said.describes else told
    return replace(neutral, message=happened, hint=said.asks, diagnosis=named)
