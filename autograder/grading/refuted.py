"""What right calls say of the names of mistakes: some they refute, others they make less likely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.grading.headline import SPOILS_OTHERS, chosen_name
from autograder.records import Check
from autograder.testing.evidence import Evidence, ends_right, plain_name
from autograder.testing.known import Known


def unrefuted(
    checks: Sequence[Check],
    calls: Sequence[Evidence],
    known: Known,
    wrong: Sequence[Evidence] = (),
) -> tuple[Check, ...]:
    """Return the checks without candidates that right calls refute, the most specific first.

    Of several measured ways that explain all wrong calls, the one comes first that is right in most
    of the calls that were right: those that it gets wrong speak against it. Then only the name that
    would be chosen is tried, then the next one: there are few. A mistake that could have spoilt any
    result would explain whatever is wrong: it needs a right one beside it, or at the end of one of
    the ``wrong`` ones, as in a list that keeps what earlier calls have put there.
    """
    checks = tuple(_ranked(check, calls, known) for check in checks)
    right = bool(calls) or any(check.passed and not check.edge for check in checks)
    right = right or any(ends_right(call) for call in wrong)
    while (name := chosen_name(checks, known.words)) and (
        (plain_name(name) in SPOILS_OTHERS and not right)
        or any(known.refutes(call, name) for call in calls)
    ):
        checks = tuple(_without(name, check) for check in checks)
    return checks


def _ranked(check: Check, calls: Sequence[Evidence], known: Known) -> Check:
    """Put the measured ways in the order of how many right calls they get wrong; rules follow."""
    ways = [name for name in check.candidates if "/" in name]
    if len(ways) < 2:
        return check
    ways.sort(key=lambda name: sum(known.fails_at(name, call) for call in calls))
    return replace(check, candidates=tuple(dict.fromkeys((*ways, *check.candidates))))


def _without(name: str, check: Check) -> Check:
    left = tuple(candidate for candidate in check.candidates if candidate != name)
    return check if len(left) == len(check.candidates) else replace(check, candidates=left)
