"""Honest notebooks to damage, and a look at what the intake makes of them."""

from __future__ import annotations

import json
from typing import Any

from autograder.course import Course
from autograder.course.gallery import notebook_with
from autograder.intake import parse, rebuild
from autograder.records import Submission
from tests.course.support import OTHER_COURSE

NAME = "01_sorting"
ASSIGNMENT = Course.load(OTHER_COURSE).assignment(NAME)
ANSWER = "def smallest(items):\n    return 0"
Raw = dict[str, Any]


def notebook() -> Raw:
    return notebook_with(ASSIGNMENT, {"smallest": ANSWER})


def cell(raw: Raw, name: str) -> Raw:
    found: Raw = next(c for c in raw["cells"] if c["id"] == name)
    return found


def cell_of(raw: Raw) -> Raw:
    """The cell of smallest, whatever became of its id."""
    place = [c["id"] for c in ASSIGNMENT.master["cells"]].index("smallest")
    found: Raw = raw["cells"][place]
    return found


def added(source: Any, kind: str = "code", **more: Any) -> Raw:
    return {"cell_type": kind, "metadata": {}, "source": source, **more}


def taken(raw: Any) -> Submission:
    return rebuild(parse(json.dumps(raw).encode()), "ada", ASSIGNMENT)


def answer(submission: Submission, name: str = "smallest") -> str:
    (source,) = (c.source for c in submission.cells if c.name == name)
    return source


def scratch(submission: Submission) -> list[tuple[str, str]]:
    return [(c.kind, c.source) for c in submission.cells if c.role == "scratch"]


def colab(raw: Raw) -> None:
    """Google Colab: a format without cell ids, and metadata of its own in each cell."""
    raw["nbformat_minor"] = 0
    raw["metadata"] = {"colab": {"provenance": []}, "kernelspec": {"name": "python3"}}
    for number, c in enumerate(raw["cells"]):
        c.pop("id")
        c["metadata"] = {"id": f"Yz{number}QpLm", "colab": {"base_uri": "https://localhost:8080/"}}
