#!/usr/bin/env bash
# Expected: `generate_feedback` writes a page again when the points on it are no longer those of the gradebook.
# Seen: A page that is there stays, with the points from before a person changed them, and the command ends with 0.
# For a grader: give `--force` whenever somebody has used the form grader since the last pages were made.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" nbgrader==0.9.6

written_answer 4
cat >give.py <<'PY'
import sys

from nbgrader.api import Gradebook

with Gradebook("sqlite:///gradebook.db") as gradebook:
    grade = gradebook.find_grade("written", "one", "sheet", "somebody")
    grade.manual_score, grade.needs_manual_grade = float(sys.argv[1]), False
    gradebook.db.commit()
PY
nbgrader generate_assignment sheet >log 2>&1
mkdir -p submitted/somebody/sheet
sed 's/YOUR ANSWER HERE/An answer./' release/sheet/one.ipynb >submitted/somebody/sheet/one.ipynb
nbgrader autograde sheet >log 2>&1
for points in 2 4; do
	python give.py $points
	nbgrader generate_feedback sheet >log 2>&1
	echo "given: $points, on the page: $(grep -m 1 -o 'Score: [0-9.]*' feedback/somebody/sheet/one.html)"
done >seen
same "$script" <<'SEEN'
given: 2, on the page: Score: 2.0
given: 4, on the page: Score: 2.0
SEEN
