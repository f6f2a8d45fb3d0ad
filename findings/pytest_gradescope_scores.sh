#!/usr/bin/env bash
# Expected: A test with `partial_credit` has the points that it sets, as the package's README says, and a test whose fixture raises an error is in the results, with no points.
# Seen: What a test sets is never read: it has all its points when it ends without an error. A test whose fixture raises an error is not in the results, and its points are missing from the maximum.
# For a grader: write one test for each point instead, call what a student wrote in the test and not in a fixture, and compare the sum of the maxima in `results.json` with what the assignment is worth.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" pytest-gradescope==0.1.6 pytest==9.2.0

cat >test_sheet.py <<'PY'
import pytest
from pytest_gradescope.decorators import partial_credit, weight


@partial_credit(5)
def test_three_of_five(set_score=None):
    set_score(3)


@partial_credit(5)
def test_none_of_five(set_score=None):
    set_score(0)


@pytest.fixture
def trained():
    raise ValueError("the student's class")


@weight(4)
def test_with_a_fixture(trained):
    assert trained


@weight(4)
def test_without_a_fixture():
    raise ValueError("the student's class")
PY
python -m pytest -q test_sheet.py >log 2>&1 || true
python - >seen <<'PY'
import json

for test in json.load(open("results.json"))["tests"]:
    print(test["name"], test["score"], "of", test["max_score"])
PY
same "$script" <<'SEEN'
test_three_of_five 5 of 5
test_none_of_five 5 of 5
test_without_a_fixture 0 of 4
SEEN
