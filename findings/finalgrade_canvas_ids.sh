#!/usr/bin/env bash
# Expected: A gradebook of Canvas with a column of grades added keeps Canvas's own number of each student.
# Seen: 4711 is written as 4711.0, and two students with numbers of 17 digits have one and the same; the column of SIS User ID is gone.
# For a grader: Canvas finds a student by that number first. Read the column ID as text (`dtype=str`), and compare the ids of a file with those of the export before you upload it.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" finalgrade==0.2.4 pandas==2.3.3 numpy==2.4.6

cat >canvas.csv <<'CSV'
Student,ID,SIS User ID,SIS Login ID,Section,Essay (11)
    Points Possible,,,,,5
"Lovelace, Ada",4711,S-1,ada@uni,A,4
"Bell, Jo",10000000000000012,S-2,jo@uni,A,3
"Wu, Chen",10000000000000013,S-3,chen@uni,A,3
CSV
python - >seen <<'PY'
import pandas as pd
from finalgrade.canvas.canvas import canvas_merge

grades = pd.DataFrame({"sid": ["S-1", "S-2", "S-3"], "mean": [0.5, 0.75, 1]})
print(canvas_merge("canvas.csv", grades).to_csv(index=False), end="")
PY
same "$script" <<'SEEN'
Student,ID,SIS Login ID,Section,mean
    Points Possible,,,,
"Lovelace, Ada",4711.0,ada@uni,A,50.0
"Bell, Jo",1.0000000000000012e+16,jo@uni,A,75.0
"Wu, Chen",1.0000000000000012e+16,chen@uni,A,100.0
SEEN
