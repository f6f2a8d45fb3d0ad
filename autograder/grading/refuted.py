"""Drops the names of mistakes that right calls refute: the mistake would have shown in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.grading.headline import SPOILS_OTHERS, chosen_name
from autograder.records import Check
from autograder.testing.evidence import Evidence
from autograder.testing.known import Known


def unrefuted(
    checks: Sequence[Check], calls: Sequence[Evidence], known: Known
) -> tuple[Check, ...]:
    """Return the checks without candidates that right calls refute.

    Only the name that would be chosen is tried, then the next one: there are few. A mistake that
    could have spoilt any result would explain whatever is wrong: it needs a right one beside it.
    """
    checks = tuple(checks)
    right = bool(calls) or any(check.passed and not check.edge for check in checks)
    while (name := chosen_name(checks, known.words)) and (
        (name in SPOILS_OTHERS and not right) or any(known.refutes(call, name) for call in calls)
    ):
        checks = tuple(_without(name, check) for check in checks)
    return checks


def _without(name: str, check: Check) -> Check:
    left = tuple(candidate for candidate in check.candidates if candidate != name)
    return check if len(left) == len(check.candidates) else replace(check, candidates=left)
