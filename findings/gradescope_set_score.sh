#!/usr/bin/env bash
# Expected: A test with partial credit earns what it sets, at most its maximum, and nothing when it sets nothing or fails.
# Seen: It earns everything when it sets nothing, more than the maximum when it sets more, and keeps what it had set when it then fails.
# For a grader: set the score to 0 first and to the sum at the end, once, and keep it below the maximum yourself.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" gradescope-utils==0.5.0

cat >tests.py <<'PY'
import io
import json
import unittest

from gradescope_utils.autograder_utils.decorators import partial_credit
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner


class Tests(unittest.TestCase):
    @partial_credit(4)
    def test_sets_nothing(self, set_score=None):
        pass

    @partial_credit(4)
    def test_sets_more(self, set_score=None):
        set_score(9)

    @partial_credit(4)
    def test_sets_then_fails(self, set_score=None):
        set_score(3)
        self.fail("a later part")


stream = io.StringIO()
JSONTestRunner(stream=stream).run(unittest.defaultTestLoader.loadTestsFromTestCase(Tests))
results = json.loads(stream.getvalue())
for test in results["tests"]:
    print(test["name"].split()[0], test["status"], test["score"], "of", test["max_score"])
print("total", results["score"])
PY
python tests.py >seen
same "$script" <<'SEEN'
test_sets_more passed 9 of 4
test_sets_nothing passed 4 of 4
test_sets_then_fails failed 3 of 4
total 16
SEEN
