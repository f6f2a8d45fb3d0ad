"""A rule recognises a mistake where the numbers of one call cannot: by any kind of look at it.

Most mistakes need none: what a wrong answer of the gallery replies is measured and compared
(``autograder.testing.fingerprints``).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.testing.evidence import Evidence

Holds = Callable[[Evidence], Any]


class _CannotTell:
    """The type of CANNOT_TELL."""


CANNOT_TELL = _CannotTell()  # neither for a mistake nor against it: there are too many ways


@dataclass(frozen=True)
class Rule:
    """A known mistake, and whether a wrong call shows it: True, False or CANNOT_TELL.

    A right call refutes the mistake if it ``shows_in`` that call. A predicate that raises does not
    hold: what came back is too odd for it.

    >>> rule = Rule("not_doubled", lambda call: call.got == call.args[0])
    >>> rule.holds(Evidence("double", (4.0,), 4.0, 8.0))
    True
    """

    name: str
    holds: Holds
    shows_in: Callable[[Evidence], bool] | None = None


def rules(*named: tuple[str, Holds]) -> tuple[Rule, ...]:
    """Make rules from pairs of a mistake's name and its predicate, the most specific first.

    >>> same_as_given = lambda call: call.got == call.args[0]
    >>> [rule.name for rule in rules(("not_doubled", same_as_given), ("text", raised("TypeError")))]
    ['not_doubled', 'text']
    """
    return tuple(Rule(name, holds) for name, holds in named)


def raised(*types: str, framed: bool | None = None) -> Holds:
    """Recognise an exception by its type, and, if said, by whether a frame was handed over.

    >>> raised("KeyError", framed=False)(Evidence("double", ([1.0],), None, 8.0, "KeyError"))
    True
    """

    def holds(evidence: Evidence) -> bool:
        has_frame = any(hasattr(arg, "iloc") for arg in evidence.args)
        return evidence.raised in types and framed in (None, has_frame)

    return holds


@dataclass(frozen=True)
class Suspects:
    """Names of mistakes: those that explain the evidence, and those that it can say nothing of."""

    found: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


def suspects(known: Iterable[Rule], evidence: Evidence) -> Suspects:
    """Look through the rules; what is found keeps their order, each name once."""
    found: dict[str, bool | _CannotTell] = {}
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for rule in known:
            if found.get(rule.name) is not True and (told := _told(rule, evidence)):
                found[rule.name] = told
    return Suspects(
        tuple(name for name, told in found.items() if told is True),
        tuple(name for name, told in found.items() if told is CANNOT_TELL),
    )


def _told(rule: Rule, evidence: Evidence) -> bool | _CannotTell:
    try:
        told = rule.holds(evidence)
    except Exception:
        return False
    return told if isinstance(told, _CannotTell) else bool(told)
