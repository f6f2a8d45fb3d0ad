#!/usr/bin/env bash
# Expected: Installing a library for readability adds that library's own name and no other.
# Seen: textstat also installs its own tests as the top-level package `tests`, and a project whose `tests` folder has no `__init__.py` then imports textstat's, even from its own folder.
# For a grader: one more package in the image of an autograder can put another `tests` in the place of the course's; give the folder of tests an `__init__.py`, or a name of its own.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" textstat==0.7.13

mkdir tests
echo 'answer = 42' >tests/course_helper.py
python - >seen <<'PY'
from importlib.metadata import distribution

print(*sorted({file.parts[0] for file in distribution("textstat").files if ".dist-info" not in file.parts[0]}))
try:
    import tests.course_helper

    print("the project's tests were imported")
except ImportError as error:
    print(error)
PY
same "$script" <<'SEEN'
tests textstat
No module named 'tests.course_helper'
SEEN
