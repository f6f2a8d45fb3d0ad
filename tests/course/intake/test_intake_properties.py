"""Whatever is done to a notebook: the master's cells come out, or one line that says why not."""

from __future__ import annotations

import copy
import json
import random
import resource
import subprocess
import sys
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from autograder.intake import parse, rebuild
from tests.course.support import ROOT
from tests.fuzz.mutate import KINDS, Raw, mutated
from tests.fuzz.notebooks import above_honest, harvest, works
from tests.fuzz.oracle import take_in

COURSE = Course.load(ROOT)
ASSIGNMENT = COURSE.assignment("02_one_step")
HONEST = notebook_with(ASSIGNMENT, solved(ASSIGNMENT))
NAMES = [cell.name for cell in ASSIGNMENT.cells]
SOURCES = [cell.source for cell in ASSIGNMENT.cells]
SECONDS = 1.0  # for one notebook; they are small, and an intake takes some milliseconds

quick = settings(max_examples=60, deadline=None)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
texts = st.text(st.characters(), max_size=80) | st.sampled_from(SOURCES)
texts |= st.builds("{}\n{}".format, st.sampled_from(SOURCES), st.text(max_size=20))
names = st.sampled_from(NAMES) | anything
cells = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw"]) | anything,
        "id": names,
        "metadata": st.fixed_dictionaries(
            {},
            optional={
                "nbgrader": st.fixed_dictionaries({"grade_id": names}) | anything,
                "id": names,
            },
        )
        | anything,
        "source": texts | st.lists(texts, max_size=3) | anything,
        "outputs": anything,
    },
)


def timed(data: bytes) -> None:
    start = time.process_time()
    take_in(data, ASSIGNMENT)
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=12, deadline=None)
@given(st.randoms(use_true_random=False), st.booleans())
def test_any_damage_is_taken_or_refused(kind: str, dice: random.Random, more: bool) -> None:
    timed(mutated(HONEST, kind, dice, more))


@quick
@given(st.lists(cells, max_size=12))
def test_any_cells_are_taken_or_refused(made: list[Raw]) -> None:
    timed(json.dumps({"nbformat": 4, "cells": made}).encode())


@quick
@given(st.lists(cells, max_size=4), st.data())
def test_any_cells_among_honest_ones_change_no_locked_cell(
    made: list[Raw], data: st.DataObject
) -> None:
    raw = copy.deepcopy(HONEST)
    for cell in made:
        raw["cells"].insert(data.draw(st.integers(0, len(raw["cells"]))), cell)
    timed(json.dumps(raw).encode())


@quick
@given(anything)
def test_any_json_is_taken_or_refused(value: Any) -> None:
    timed(json.dumps(value).encode())
    timed(json.dumps({"nbformat": 4, "cells": value}).encode())


@quick
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_refused(data: bytes, opened: bool) -> None:
    assert isinstance(take_in(b'{"nbformat": 4, ' + data if opened else data, ASSIGNMENT), str)


@quick
@given(st.permutations(range(len(NAMES))), st.sets(st.sampled_from(NAMES)))
def test_marked_cells_may_stand_in_any_order(order: list[int], without_id: set[str]) -> None:
    """Reordering costs nothing as long as the marks or the ids are there."""
    raw = copy.deepcopy(HONEST)
    for cell in raw["cells"]:
        if cell["id"] in without_id and cell["metadata"].get("nbgrader"):
            del cell["id"]
    raw["cells"] = [raw["cells"][place] for place in order]
    honest = rebuild(HONEST["cells"], "ada", ASSIGNMENT)
    assert rebuild(raw["cells"], "ada", ASSIGNMENT).cells == honest.cells


# What takes far more room in memory than in a file: lists, dicts, floats and texts of no size.
BOMBS = ("[],", '{"a":1},', '"字",', "1.5,")
BOMB = """
import resource, sys
from autograder.intake import Refused, parse
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
data = b'{"nbformat": 4, "cells": [], "metadata": [' + sys.argv[1].encode() * int(sys.argv[2])
try:
    parse(data + b"1]}")
except Refused:
    pass
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize("bomb", BOMBS)
def test_memory_is_bounded(bomb: str) -> None:
    """The largest file that is taken in by default, 20 MB, full of what is small in it."""
    count = (20 << 20) // len(bomb.encode())
    done = subprocess.run(
        [sys.executable, "-c", BOMB, bomb, str(count)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ASSIGNMENT.root,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30)),
    )
    assert int(done.stdout) < 600


def test_parse_is_linear_in_what_it_reads() -> None:
    """Nothing in a file of many lines that nearly define an answer makes matching slow."""
    source = (
        "def " * 40_000 + "\n" + f"def {ASSIGNMENT.exercises[0].name} " * 10_000 + " \t" * 20_000
    )
    raw = {"nbformat": 4, "cells": [{"cell_type": "code", "source": source}] * 50}
    start = time.process_time()
    take_in(json.dumps(raw).encode(), ASSIGNMENT)
    assert time.process_time() - start < 5


def test_some_hundred_damaged_notebooks_and_a_few_of_them_graded() -> None:
    """A small `make fuzz`: no crash, no damage that pays."""
    honest = works(COURSE)
    found = harvest(honest, 400, seed=7, grade=20)
    assert found.crashes == []
    assert sum(map(sum, (c.values() for c in found.outcomes.values()))) == 400
    assert len(found.sample) >= 18
    assert list(above_honest(COURSE, honest, found.sample, jobs=2)) == []


def test_parse_keeps_what_it_does_not_judge() -> None:
    huge = '{"huge": ' + "9" * 5000 + ', "nan": NaN, "nbformat": 4, '
    assert parse((huge + json.dumps(HONEST)[1:]).encode()) == HONEST["cells"]
