#!/usr/bin/env bash
# Expected: An answer that a person has graded stays done when the same hand-in is graded again.
# Seen: It waits for a person again, with the points that it had, though not a byte of the hand-in has changed.
# For a grader: after each `autograde --force` the form grader lists every written answer of the class; keep apart which of them really changed.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" nbgrader==0.9.6

written_answer 5
cat >look.py <<'PY'
import sys

from nbgrader.api import Gradebook

with Gradebook("sqlite:///gradebook.db") as gradebook:
    grade = gradebook.find_grade("written", "one", "sheet", "somebody")
    if "by hand" in sys.argv[1]:
        grade.manual_score, grade.needs_manual_grade = 4, False
        gradebook.db.commit()
    print(sys.argv[1], grade.manual_score, "waits for a person" if grade.needs_manual_grade else "is done")
PY
nbgrader generate_assignment sheet >log 2>&1
mkdir -p submitted/somebody/sheet
sed 's/YOUR ANSWER HERE/An answer./' release/sheet/one.ipynb >submitted/somebody/sheet/one.ipynb
{
	nbgrader autograde sheet >log 2>&1
	python look.py "graded:"
	python look.py "by hand:"
	nbgrader autograde sheet --force >log 2>&1
	python look.py "graded again:"
} >seen
same "$script" <<'SEEN'
graded: None waits for a person
by hand: 4.0 is done
graded again: 4.0 waits for a person
SEEN
