"""What the measured fingerprints of a gallery cannot tell apart, each with what mends it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence

from autograder.authoring.kill_matrix import Judged
from autograder.course import Course
from autograder.course.inputs import hash_of_parts, hashes_of
from autograder.testing.kept_replies import Answers, digest_of, read_fingerprints

APART = "add a call to a hidden test in which they differ, or give both one name"
SEEN = "add a hidden test that it fails, or move it to tests/right_answers"
TASK = "mend the hidden test, or the task's text"


def fingerprint_faults(course: Course, judged: Sequence[Judged]) -> Iterator[str]:
    """Yield a line for each: names that reply alike, an answer unseen, a right one like a wrong."""
    lessons = dict.fromkeys(one.specimen.assignment for one in judged)
    secrets = {name: hash_of_parts(hashes_of(course.root, name)) for name in lessons}
    known = {name: read_fingerprints(course.root, name).exercises for name in lessons}
    for lesson, exercises in known.items():
        for exercise, answers in exercises.items():
            for here in _alike(answers):
                yield f"{lesson}/{exercise}: {', '.join(here)} reply alike; {APART}"
    for one in judged:
        specimen, failing = one.specimen, [c for c in one.grade.checks if not c.passed]
        if not specimen.right and not failing:
            yield f"{one.name}: no hidden test sees it; {SEEN}"
        if specimen.right and failing:
            answers = known[specimen.assignment].get(specimen.exercise, {})
            wrong = {r for c in failing for r in c.reply.split(",")}
            secret = secrets[specimen.assignment]
            shared = [
                name
                for name, answer in answers.items()
                if wrong & {digest_of(*reply, secret) for reply in answer.replies.items()}
            ]
            if shared:
                yield f"{one.name}: a right answer that replies as {', '.join(shared)}; {TASK}"


def _alike(answers: Answers) -> Iterator[list[str]]:
    """Yield the names of each two mistakes, or more, of which some answers reply just the same."""
    groups: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for file, answer in answers.items():
        told = [one for one in answer.replies.values() if one is not None and "shows" not in one]
        if answer.mistake and told:
            digests = sorted(digest_of(place, kept, "") for place, kept in answer.replies.items())
            groups[json.dumps(digests)].setdefault(answer.mistake, f"{answer.mistake} ({file})")
    yield from (list(names.values()) for names in groups.values() if len(names) > 1)
