"""Choose an exercise's one sentence: a mistake is named only if it explains every failing check.

A failing check speaks through its ``candidates``: the known mistakes that would fail it just so. A
name that is missing there is refuted, whatever the other checks say, unless this check can say
nothing of that mistake (``unsure``) or ended without a result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.diagnosis import plain_name
from autograder.diagnosis.words import WORDS
from autograder.records import Check

# a check that ended like this shows no result: it speaks neither for a mistake nor against one
SILENT = frozenset({"time", "memory", "ended", "needs", "not_attempted", "ours"})
# what is seen where nothing more special is known: words for the student, not a mistake's name
DESCRIPTIONS = frozenset(
    {"first_loss_wrong", "later_losses_wrong", "other_slopes_wrong", "wrong_factor"}
)
# a mistake, and the other names to which the very same lines of code lead in other checks
ALSO_SHOWS: dict[str, frozenset[str]] = {
    "changes_arguments": frozenset({"int_truncation"}),  # theta = start; theta -= …
    "trace_aliased": frozenset({"int_truncation", "changes_arguments"}),
    "no_shuffle": frozenset({"few_orders"}),
    "rng_not_used": frozenset({"few_orders"}),
    "shuffled_once": frozenset({"few_orders"}),
    "does_not_divide": frozenset({"other_sizes"}),  # n // size pieces, where they come out even
}
# what an earlier call leaves behind may spoil any later result, so that nothing explains that one
SPOILS_OTHERS = frozenset({"keeps_state"})


def one_name(checks: Sequence[Check]) -> tuple[Check, ...]:
    """Return the checks with at most one mistake named among them, in those that show it.

    All the others keep their neutral sentence.
    """
    name = chosen_name(checks)
    return tuple(_told(check, name) for check in checks)


def headline(checks: Sequence[Check]) -> Check | None:
    """Return the failing check that is read first: one that shows the mistake, else the first."""
    failing = [check for check in one_name(checks) if not check.passed]
    return next((check for check in failing if check.diagnosis), next(iter(failing), None))


def chosen_name(checks: Sequence[Check]) -> str | None:
    """Return the first name that explains all that speak; tables name the most specific first."""
    failing = [check for check in checks if not check.passed]
    told = next((check.diagnosis for check in failing if check.diagnosis), None)
    if told is not None:
        return told  # it has been chosen before
    speaking = [check for check in failing if check.reason not in SILENT]
    names = dict.fromkeys(name for check in speaking for name in check.candidates)
    return next((name for name in names if all(_explains(name, c) for c in speaking)), None)


def _explains(name: str, check: Check) -> bool:
    if name in SPOILS_OTHERS and DESCRIPTIONS.issuperset(check.candidates):
        return True
    shown = {name, *ALSO_SHOWS.get(name, ())}
    return name in check.unsure or not shown.isdisjoint(check.candidates)


def _told(check: Check, name: str | None) -> Check:
    """The check in the words that the student reads; the names that lost are gone."""
    neutral = (
        replace(check, candidates=(), unsure=()) if check.candidates or check.unsure else check
    )
    if check.passed or name is None or name not in check.candidates:
        return neutral
    told = plain_name(name)
    says, hint = WORDS.get(told, ("", check.hint))
    happened = check.message
    if says.removeprefix("It ") not in happened:
        happened = f"{happened} {says}"
    named = None if told in DESCRIPTIONS else told
    return replace(neutral, message=happened, hint=hint, diagnosis=named)
