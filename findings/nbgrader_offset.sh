#!/usr/bin/env bash
# Expected: nbgrader reads 12:00 with the offset +0100 as 11:00 UTC, with a space before the offset or without one, and refuses a zone that nobody knows.
# Seen: With the space (the form of its own time stamps) it takes the offset for 100 seconds and reads 11:58:20; a zone that it does not know it takes for UTC.
# For a grader: write due dates and `timestamp.txt` in UTC, or without the space; who is late depends on it.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" nbgrader==0.9.6

python - >seen <<'PY'
from nbgrader.utils import parse_utc

for zone in ("+0100", " +0100", " Europe/Paris", " Nowhere/Atall"):
    print(f"2026-01-15 12:00:00{zone}", "->", parse_utc(f"2026-01-15 12:00:00{zone}"))
PY
same "$script" <<'SEEN'
2026-01-15 12:00:00+0100 -> 2026-01-15 11:00:00
2026-01-15 12:00:00 +0100 -> 2026-01-15 11:58:20
2026-01-15 12:00:00 Europe/Paris -> 2026-01-15 11:00:00
2026-01-15 12:00:00 Nowhere/Atall -> 2026-01-15 12:00:00
SEEN
