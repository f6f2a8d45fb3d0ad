"""Judge something that is not compared with one right value, and name the mistake behind it."""

from __future__ import annotations

from typing import Any

from autograder.diagnosis import Evidence
from autograder.grading.expect import wrong
from autograder.student import Answer


def judge(holds: bool, answer: Answer, seen: tuple[Any, ...], got: Any, message: str) -> None:
    """Unless it ``holds``, fail with ``message``; the answer's table is shown what was ``seen``."""
    if not holds:
        evidence = Evidence(answer.name, seen, got, None)
        raise wrong(message, "What does the task ask for?", evidence)
