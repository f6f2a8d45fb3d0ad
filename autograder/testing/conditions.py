"""Checks without one right value: a condition on what came, or an error that must come."""

from __future__ import annotations

from typing import Any

from autograder.client.faults import Raised
from autograder.client.student import Answer
from autograder.testing.calls import current_calls
from autograder.testing.evidence import Evidence
from autograder.testing.expect import CheckFailed, call, fail

VALUE_ERRORS = ("ValueError", "LinAlgError")  # the second is one of the first


def require(holds: bool, answer: Answer, seen: tuple[Any, ...], got: Any, message: str) -> None:
    """Unless it ``holds``, fail with ``message``; rules look at what was ``seen`` and ``got``.

    >>> got = call(student.double, 4.0).value()
    >>> require(got > 4.0, student.double, (4.0,), got, "It does not grow.")
    """
    current_calls().next()
    if not holds:
        evidence = Evidence(answer.name, seen, got, None)
        fail(message, "What does the task ask for?", evidence)


def raises(answer: Answer, *args: Any, hint: str = "When is there no answer?") -> None:
    """Fail unless the call raises ValueError, or a subclass of it.

    >>> raises(student.inverse, np.ones((2, 2)), hint="Which matrix has no inverse?")
    >>> raises(student.inverse, np.eye(2))
    Traceback (most recent call last):
    autograder.testing.expect.CheckFailed: `inverse` did not raise ValueError.
    """
    try:
        got = call(answer, *args).value()
    except Raised as fault:
        if fault.type_name in VALUE_ERRORS:
            return
        says = f"{fault.says} The task asks for a ValueError."
        raise CheckFailed(says, "What must come before that line?") from None
    says = f"`{answer.name}` did not raise ValueError."
    evidence = Evidence(answer.name, args, got, "a ValueError")
    fail(says, hint, evidence)
