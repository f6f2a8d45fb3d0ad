#!/usr/bin/env bash
# Expected: An answer that returns just what is expected passes, and whoever passes all tests has all the points.
# Seen: Where 0 is expected, a right answer fails, for its error is divided by what is expected; a lambda fails, for it has no `return`; and all of 0.25 points are 0.2, of 1.25 points 1.2.
# For a grader: compare with a function of your own where 0 may come, take points with one decimal place, and run a right answer of each form before the class does.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" e2xgradingtools==0.0.4 rapidfuzz==3.14.3

cat >sheet.py <<'PY'
import contextlib
import io

from e2xgradingtools import FunctionTest, grade_report


def double(x):
    return 2 * x


def silently(function, *arguments):
    with contextlib.redirect_stdout(io.StringIO()) as said:
        result = function(*arguments)
    return result, said.getvalue().split("\n")


answers = {"def": double, "lambda": lambda x: 2 * x}
for name in answers:
    for argument in (3, 0):
        test = FunctionTest(answers, name, reference_function=double)
        print(name, argument, "passed:", silently(test.test, [{"arg": argument}])[0])
for points in (1, 0.25, 1.25):
    print("all of", points, "points:", silently(grade_report, 1.0, points)[1][1])
PY
python sheet.py >seen
same "$script" <<'SEEN'
def 3 passed: 1.0
def 0 passed: 0.0
lambda 3 passed: 0.0
lambda 0 passed: 0.0
all of 1 points: 1.0
all of 0.25 points: 0.2
all of 1.25 points: 1.2
SEEN
