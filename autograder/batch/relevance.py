"""Which known mistakes a kept grade depends on: those that reply as the graded answers did.

A grade is no longer current when one of them is added, removed or worded anew. All others may
change: the grade would be the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.files import hash_of, hash_of_files
from autograder.testing.kept_replies import digest_of, fingerprints_path, read_fingerprints


class KnownMistakes:
    """The measured wrong answers of an assignment, by what they reply."""

    def __init__(self, root: Path, assignment: str, secret: str) -> None:
        self._root, self._assignment, self._secret = root, assignment, secret

    @cached_property
    def hash(self) -> str:
        """A hash of all of them."""
        return hash_of_files(self._root, [fingerprints_path(self._root, self._assignment)])

    def relevant(self, exercises: Iterable[Mapping[str, Any]]) -> str:
        """Return a hash of those that reply, in some wrong call, as graded exercises did."""
        found = {
            one
            for exercise in exercises
            for check in exercise["checks"]
            for digest in check["reply"].split(",")
            for one in self._by_reply[exercise["name"], digest]
        }
        return hash_of(sorted(found))

    @cached_property
    def _by_reply(self) -> defaultdict[tuple[str, str], list[tuple[str, ...]]]:
        found: defaultdict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
        for exercise, answers in read_fingerprints(self._root, self._assignment).exercises.items():
            for name, one in answers.items():
                for place, reply in one.replies.items():
                    about = (exercise, name, one.mistake, one.hash)
                    found[exercise, digest_of(place, reply, self._secret)].append(about)
        return found
