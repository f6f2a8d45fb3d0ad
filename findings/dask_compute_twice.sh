#!/usr/bin/env bash
# Expected: Computing the same delayed result twice gives the same value twice, and a function that is called through `delayed` gets its own copy of a list.
# Seen: The graph holds the list itself: a function that changes its argument changes the caller's list and the one inside `delayed([...])`, so that the second `compute` starts from what the first left, while `compute(y, y)` runs it once.
# For a grader: compute an answer's delayed value once and keep it, and build the graph anew for every check; a second look is not the same look.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" dask==2026.8.0

python - >seen <<'PY'
from dask import compute, delayed


def total(values):
    values.append(1)
    return sum(values)


mine = [1, 2]
once = delayed(total)(mine)
print("the caller's list:", once.compute(), once.compute(), mine)
inside = delayed(total)(delayed([1, 2]))
print("a list inside delayed:", inside.compute(), inside.compute())
both = delayed(total)(delayed([1, 2]))
print("twice in one compute:", compute(both, both))
PY
same "$script" <<'SEEN'
the caller's list: 4 5 [1, 2, 1, 1]
a list inside delayed: 4 5
twice in one compute: (4, 4)
SEEN
