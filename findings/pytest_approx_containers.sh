#!/usr/bin/env bash
# Expected: `answer == pytest.approx(expected)` says whether all numbers of the answer are close to those expected, for each of NumPy's and pandas' containers, on either side of `==`.
# Seen: For a Series it is a Series of `False` though every number is right, and only `approx` on the left says `True`; an empty array is close to every number; of a masked array, the right numbers that are not masked are called wrong.
# For a grader: put `np.asarray(answer).tolist()` beside `approx`, and compare the length first; else right answers in pandas fail and one without numbers passes.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" pytest==9.2.0 numpy==2.4.6 pandas==3.1.1

python - >seen <<'PY'
import numpy as np
import pandas as pd
from pytest import approx

right = [1.0, 2.0]
print("list", right == approx([1.0, 2.0]))
print("array", np.array(right) == approx([1.0, 2.0]))
print("Series", (pd.Series(right) == approx([1.0, 2.0])).tolist())
print("Series, on the right", approx([1.0, 2.0]) == pd.Series(right))
print("Series and array", (pd.Series(right) == approx(np.array([1.0, 2.0]))).tolist())
print("empty list and 5", [] == approx(5.0))
print("empty array and 5", np.array([]) == approx(5.0))
masked = np.ma.array([1.0, 99.0], mask=[False, True])
print("masked array", (masked == approx(np.array([1.0, 2.0]))).tolist())
PY
same "$script" <<'SEEN'
list True
array True
Series [False, False]
Series, on the right True
Series and array [False, False]
empty list and 5 False
empty array and 5 True
masked array [False, None]
SEEN
