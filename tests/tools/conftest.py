"""A class in which each one's notebook has gone through a tool, graded once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from autograder.intake import parse, rebuild
from autograder.records import Submission
from tests.course.support import ROOT, copy_course, gradebook_dump, run_tool
from tests.tools.round_trips import CONFLICT, TRIPS, missing

NAME = "04_learning_rates"
ASSIGNMENT = Course.load(ROOT).assignment(NAME)
WRITTEN = """## My answer

Because $f'(x) = 2x$,   we go *down*:


1. first  
2. then `x - 0.1 * g`

```python
x = 1  # %% no cell
```

$$
\\begin{aligned}
a &= b \\\\
c &= d
\\end{aligned}
$$

It's "quoted", 3 < 4 & <b>bold</b> — end
"""
WRONG = "def diagnose(losses, best):\n    return 'good'"
OWN = "%timeit -n1 -r1 1 + 1\nx_of_mine = 1;\nx_of_mine"


@dataclass(frozen=True)
class Came:
    """What came back of a trip: the notebook as it is taken in, and what the gradebook says."""

    submission: Submission
    grades: Mapping[str, tuple[float | None, bool]]  # cell → points of the machine, waits


def answered() -> Any:
    """A notebook with right answers, a wrong one, a written one, and cells of one's own."""
    answers = {**solved(ASSIGNMENT), "reading": WRITTEN, "diagnose": WRONG}
    made = notebook_with(ASSIGNMENT, answers, OWN)
    note = {"cell_type": "markdown", "id": "note", "metadata": {}, "source": "My *own* note."}
    made["cells"].insert(3, note)
    return made


@pytest.fixture(scope="session")
def came(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Came]:
    """By the name of the trip: of the answered notebook; of the untouched one with `untouched_`."""
    if missing():
        pytest.fail(missing())
    lab, root = (
        tmp_path_factory.mktemp("trips"),
        copy_course(tmp_path_factory.mktemp("course") / "c"),
    )
    before = {"before": answered(), "untouched_before": ASSIGNMENT.master}
    files = {student: json.dumps(notebook).encode() for student, notebook in before.items()}
    jobs = [(trip, "", answered()) for trip in (*TRIPS, CONFLICT)]
    jobs += [(trip, "untouched_", ASSIGNMENT.master) for trip in TRIPS if not trip.runs]
    jobs.sort(key=lambda job: not job[0].runs)
    with ThreadPoolExecutor(2) as pool:
        going = {
            f"{kind}{trip.name}": pool.submit(
                trip.go, lab / f"{kind}{trip.name}", NAME, notebook, ASSIGNMENT.master
            )
            for trip, kind, notebook in jobs
        }
    files |= {student: job.result() for student, job in going.items()}
    return graded(root, files)


def graded(root: Path, files: Mapping[str, bytes]) -> dict[str, Came]:
    for student, data in files.items():
        folder = root / "submitted" / student / NAME
        folder.mkdir(parents=True)
        (folder / f"{NAME}.ipynb").write_bytes(data)
    done = run_tool(root, "course", "grade", NAME, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, dict[str, tuple[float | None, bool]]] = {student: {} for student in files}
    for student, _, cell, points, _, waits, *_ in gradebook_dump(root):
        found[student][cell] = points, bool(waits)
    return {
        student: Came(rebuild(parse(data), student, ASSIGNMENT), found[student])
        for student, data in files.items()
    }
