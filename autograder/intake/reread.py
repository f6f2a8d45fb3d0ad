"""Hashes what a person reads to give points, so that they are asked again when it changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from autograder.course import Assignment
from autograder.records import Submission


def what_is_read(submission: Submission, assignment: Assignment) -> Mapping[str, str]:
    """Return a hash for each exercise: of its answers, and of a written one's words near it.

    Answers that no exercise is named after, such as the drawing to a text, belong to the next one.
    """
    exercises = {exercise.name: exercise for exercise in assignment.exercises}
    found: dict[str, str] = {}
    said: list[tuple[str, str, list[str]]] = []
    words: list[tuple[str, str, list[str]]] = []
    last = ""
    for cell in submission.cells:
        what = cell.kind, " ".join(cell.source.split()), [picture.data for picture in cell.pictures]
        if cell.role == "answer":
            said.append(what if cell.kind != "code" else (cell.kind, cell.source.strip(), what[2]))
            if cell.name in exercises:
                found[cell.name] = _hash([*said, *(words if exercises[cell.name].manual else [])])
                said, words, last = [], [], cell.name
        elif cell.role in ("scratch", "quoted") and cell.kind != "code":
            words.append(what)
            if last and exercises[last].manual:
                found[last] = _hash([found[last], what])
    for there in submission.elsewhere:
        own = (
            c.source
            for c in submission.cells
            if c.role in ("scratch", "quoted")
            or (c.role == "answer" and f"the cell {c.name}" in there.places)
        )
        found[there.exercise] = _hash([found[there.exercise], *own])
    added = [c for c in submission.cells if c.role in ("scratch", "quoted", "answer")]
    for exercise in assignment.exercises:
        if exercise.task:  # what students do for it may stand anywhere
            found[exercise.name] = _hash([(c.kind, c.source.strip()) for c in added])
    return {name: found.get(name, "") for name in exercises}


def _hash(thing: object) -> str:
    return hashlib.blake2b(json.dumps(thing).encode(), digest_size=16).hexdigest()
