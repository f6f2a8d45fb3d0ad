#!/usr/bin/env bash
# Expected: A masked number is no number: an array of which some or all are masked does not equal one of numbers, and both ways to multiply leave out what is masked.
# Seen: `allclose` and the assertions of `numpy.testing` pass for it, even when everything is masked and every number under the mask is wrong; an assertion on one masked number passes, too. `X.dot(t)` counts what is masked as 0, `np.dot(X, t)` takes what is under the mask, and nothing is masked any more.
# For a grader: refuse an answer with `np.ma.is_masked`, or fill it with NaN before you compare; and give a task with missing numbers as NaN, not as a masked array.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" numpy==2.4.6

python - >seen <<'PY'
import numpy as np

expected = np.array([1.0, 2.0, 3.0])
some = np.ma.array([1.0, 99.0, 3.0], mask=[False, True, False])
none = np.ma.array([9.0, 9.0, 9.0], mask=True)


def passes(check, answer):
    try:
        check(answer, expected)
    except AssertionError:
        return False
    return True


print("allclose", np.allclose(some, expected), np.allclose(some.data, expected))
for check in (np.testing.assert_allclose, np.testing.assert_array_equal):
    print(check.__name__, [passes(check, answer) for answer in (some, none, none.data)])
print("one number", passes(lambda answer, _: np.testing.assert_almost_equal(answer.mean(), 2.0), none))
X = np.ma.array([[1.0, 2.0], [1.0, -99.0]], mask=[[False, False], [False, True]])
t = np.array([1.0, 1.0])
print("X.dot(t)", X.dot(t).tolist(), "np.dot(X, t)", np.dot(X, t).tolist())
PY
same "$script" <<'SEEN'
allclose True False
assert_allclose [True, True, False]
assert_array_equal [True, True, False]
one number True
X.dot(t) [3.0, 1.0] np.dot(X, t) [3.0, -98.0]
SEEN
