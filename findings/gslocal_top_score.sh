#!/usr/bin/env bash
# Expected: A score at the top of results.json is the total that is shown, as Gradescope's specification says; a test without a score has neither passed nor failed.
# Seen: The total is the sum of the tests' scores, whatever stands at the top, and a test without a score is a failed one with 0 points.
# For a grader: an exercise that a person is to read looks like a lost one when the autograder is tried on one's own machine; compare with results.json itself.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" gslocal==0.1.1

cat >results.json <<'JSON'
{"score": 5, "tests": [{"name": "slope", "score": 1, "max_score": 2}, {"name": "essay", "max_score": 4}]}
JSON
python - >shown <<'PY'
from pathlib import Path

from gslocal.results import format_results

format_results(Path("results.json"))
PY
sed -E 's/\x1b\[[0-9;]*m//g' shown | grep -E 'PASS|FAIL|Score' | tr -s ' ' >seen
same "$script" <<'SEEN'
 FAIL 1/2 slope
 FAIL 0/4 essay
 Score: 1.00 / 6.00 (0 passed, 2 failed)
SEEN
