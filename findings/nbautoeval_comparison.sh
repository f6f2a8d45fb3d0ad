#!/usr/bin/env bash
# Expected: The teacher's own function passes its own exercise, and a function that returns an empty list where a number is expected does not.
# Seen: Where the solution raises an error, or where NaN stands in what it returns, the solution itself fails; an empty list passes for any number, and 0 for any array of numbers below 1e-8.
# For a grader: run the solution through `correction` before the class does, and give `validate` of your own where shapes, small numbers, errors or NaN are the point.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" nbautoeval==1.8.0 numpy==2.4.6

python - >seen <<'PY'
import numpy as np
from nbautoeval import Args
from nbautoeval.exercise_function import ExerciseFunction, ExerciseFunctionNumpy


def passes(exercise, answer):
    verdicts, compare = [], exercise.validate
    exercise.validate = lambda *pair: verdicts.append(bool(compare(*pair))) or verdicts[-1]
    exercise.correction(answer)
    return verdicts


def root(x):
    if x < 0:
        raise ValueError("negative")
    return x**0.5


def ratio(x):
    return np.array([1.0, np.nan])


print("solution that raises:", passes(ExerciseFunction(root, [Args(4), Args(-1)]), root))
print("solution with NaN:", passes(ExerciseFunctionNumpy(ratio, [Args(1)]), ratio))
print("empty list for a mean:", passes(ExerciseFunctionNumpy(np.mean, [Args([1.0, 2.0])]), lambda x: []))
small = ExerciseFunctionNumpy(lambda x: np.array([1e-9, 2e-9]), [Args(1)])
print("0 for small numbers:", passes(small, lambda x: 0))
print("another number:", passes(ExerciseFunctionNumpy(np.mean, [Args([1.0, 2.0])]), lambda x: 1.6))
PY
same "$script" <<'SEEN'
solution that raises: [True, False]
solution with NaN: [False]
empty list for a mean: [True]
0 for small numbers: [True]
another number: [False]
SEEN
