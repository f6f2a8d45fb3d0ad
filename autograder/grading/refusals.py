"""Judge whether a function raises where there is no answer to give."""

from __future__ import annotations

from typing import Any

from autograder.diagnosis import Evidence
from autograder.faults import Raised
from autograder.grading.expect import CheckFailed, call, wrong
from autograder.student import Answer

VALUE_ERRORS = ("ValueError", "LinAlgError")  # the second is one of the first


def refuses(answer: Answer, *args: Any) -> None:
    """Fail unless the call raises ValueError, or a subclass of it."""
    try:
        got = call(answer, *args).value()
    except Raised as fault:
        if fault.type_name in VALUE_ERRORS:
            return
        says = f"{fault.says} The task asks for a ValueError."
        raise CheckFailed(says, "What must come before that line?") from None
    says = f"`{answer.name}` did not raise ValueError."
    evidence = Evidence(answer.name, args, got, "a ValueError")
    raise wrong(says, "For which X is there more than one best theta?", evidence)
