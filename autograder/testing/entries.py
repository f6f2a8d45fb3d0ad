"""Judge one entry of a dict exercise: ``entry(student.errata, "loss").gives(…)``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from autograder.client.student import Answer
from autograder.testing.calls import current_calls
from autograder.testing.compare import mismatch
from autograder.testing.evidence import Evidence
from autograder.testing.expect import check, fail, value


@dataclass(frozen=True)
class Entry:
    """One key of a dict that the student's notebook holds."""

    answer: Answer
    key: str

    def gives(self, expected: Any, *, rtol: float = 1e-6, atol: float = 1e-9) -> None:
        """Compare shape, then numbers; a known mistake is named before "wrong" is said."""
        got = self._got()
        found = mismatch(got, expected, rtol, atol)
        evidence = Evidence(self.answer.name, (self.key,), got, expected, rtol=rtol)
        if found is None:
            current_calls().note(evidence, right=True)
            return
        holds = found.says.replace("did not return", "does not hold", 1)
        holds = holds.replace("returned", "holds", 1)
        happened = f"`{self.answer.name}[{self.key!r}]` {holds}."
        fail(happened, "How would you measure or work out this entry again?", evidence)

    def _got(self) -> Any:
        held = value(self.answer)
        name = self.answer.name
        check(isinstance(held, dict), f"`{name}` is not a dict.", "What do curly brackets make?")
        check(self.key in held, f"`{name}` has no key {self.key!r}.", "Is the key spelled so?")
        return held[self.key]


def entry(answer: Answer, key: str) -> Entry:
    """Begin a sentence about one entry of a dict exercise.

    >>> entry(student.sizes, "rows").gives(244)
    """
    current_calls().next()
    return Entry(answer, key)
