#!/usr/bin/env bash
# Expected: The same tests with the same weights come out at the same share of the points for Gradescope and for PrairieLearn.
# Seen: For PrairieLearn each test counts the same, whatever its weight: 9 of 10 points are a score of 0.5, beside the line that says 9 of 9. What a failed test printed stands there twice, for both.
# For a grader: give all tests of a PrairieLearn question one weight, or work out `score` from `points` and `max_points` in the `post_processor`.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" HybridJSONTestRunner==1.0.0

cat >show.py <<'PY'
import io
import json
import unittest

from autograder_utils.Decorators import Weight
from autograder_utils.JSONTestRunner import JSONTestRunner
from autograder_utils.ResultBuilders import prairieLearnResultBuilder
from autograder_utils.ResultFinalizers import prairieLearnResultFinalizer


class Answers(unittest.TestCase):
    @Weight(9)
    def test_descent(self):
        pass

    @Weight(1)
    def test_name(self):
        print("found: gradien")
        self.fail("not the name")


prairielearn = {"result_builder": prairieLearnResultBuilder, "result_finalizer": prairieLearnResultFinalizer}
for site, options in {"Gradescope": {}, "PrairieLearn": prairielearn}.items():
    out = io.StringIO()
    JSONTestRunner(stream=out, **options).run(unittest.defaultTestLoader.loadTestsFromTestCase(Answers))
    results = json.loads(out.getvalue())
    print(site, "score", results["score"])
    for test in results["tests"]:
        points = [test[key] for key in ("score", "max_score", "points", "max_points") if key in test]
        print("   ", test["name"].split()[0], points, test.get("output", "").split("\n"))
PY
python show.py >seen
same "$script" <<'SEEN'
Gradescope score 9.0
    test_descent [9, 9] ['']
    test_name [0.0, 1] ['found: gradien', 'found: gradien', '', 'Test Failed: not the name', '']
PrairieLearn score 0.5
    test_descent [9, 9] ['']
    test_name [0.0, 1] ['found: gradien', 'found: gradien', '', 'Test Failed: not the name', '']
SEEN
