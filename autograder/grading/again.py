"""Judge whether a function keeps something between its calls."""

from __future__ import annotations

from typing import Any

from autograder.diagnosis.numbers import is_nested, numbers, same
from autograder.diagnosis.words import WORDS
from autograder.grading.expect import call, check
from autograder.student import Answer


def gives_the_same_again(answer: Answer, *args: Any) -> None:
    """Fail when a second call with the same arguments gives another answer."""
    first, second = (call(answer, *args).value() for _ in range(2))
    comparable = is_nested(first) or numbers(first) is not None
    says, hint = WORDS["keeps_state"]
    says = f"`{answer.name}` gives another answer when it is called again. {says}"
    check(not comparable or same(first, second), says, hint, "keeps_state")
