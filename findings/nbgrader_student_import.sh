#!/usr/bin/env bash
# Expected: A second list of students adds what it says to what is known; where its cell is empty, what stood there stays.
# Seen: An empty cell takes out what stood there.
# For a grader: give a list only the columns that it fills in for everybody; the name of a person is gone otherwise, here and in what is exported.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" nbgrader==0.9.6

echo 'c = get_config()' >nbgrader_config.py
look() { nbgrader db student list 2>/dev/null | grep somebody; }
printf 'id,first_name,last_name,email\nsomebody,Ada,Lovelace,ada@uni\n' >first.csv
printf 'id,email\nsomebody,ada@school\n' >second.csv
printf 'id,first_name,last_name,email\nsomebody,,,ada@college\n' >third.csv
for list in first second third; do
	nbgrader db student import $list.csv >log 2>&1
	look
done >seen
same "$script" <<'SEEN'
somebody (Lovelace, Ada) -- ada@uni, None
somebody (Lovelace, Ada) -- ada@school, None
somebody (None, None) -- ada@college, None
SEEN
