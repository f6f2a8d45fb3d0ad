#!/usr/bin/env bash
# Expected: A test of which one subtest fails stands in the results as failed, with no points of its weight.
# Seen: It does not stand in the results at all, neither its points nor its maximum, as if nobody had written it; a skipped test and one that was expected to fail are missing, too.
# For a grader: count the tests in the results before publishing them, and use plain assertions in place of `subTest`; else a wrong answer has fewer points to lose than a right one.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" gradescope-utils==0.5.0

cat >tests.py <<'PY'
import io
import json
import unittest

from gradescope_utils.autograder_utils.decorators import weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner


class Tests(unittest.TestCase):
    answer = 1

    @weight(2)
    def test_plain(self):
        self.assertEqual(self.answer, 2)

    @weight(3)
    def test_parts(self):
        for part in (1, 2):
            with self.subTest(part=part):
                self.assertEqual(self.answer, part)

    @weight(4)
    @unittest.skip("not this term")
    def test_skipped(self):
        pass

    @weight(5)
    @unittest.expectedFailure
    def test_known(self):
        self.fail("known")


stream = io.StringIO()
JSONTestRunner(stream=stream).run(unittest.defaultTestLoader.loadTestsFromTestCase(Tests))
for test in json.loads(stream.getvalue())["tests"]:
    print(test["name"].split()[0], test["score"], "of", test["max_score"])
PY
python tests.py >seen
same "$script" <<'SEEN'
test_plain 0.0 of 2
SEEN
