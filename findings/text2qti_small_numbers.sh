#!/usr/bin/env bash
# Expected: A numerical question with a margin of error accepts the numbers within that margin; numbers have to be 0.0001 or more, as the README says, and these are.
# Seen: The limits are written with four decimal places, without a word: `0.002122 +- 0.00001` accepts 0.0021 alone, and so not 0.002122; a range from 0.00142 to 0.00144 accepts 0.0014 alone, which is outside it.
# For a grader: ask for small numbers in another unit (a learning rate in thousandths), and read the limits in what is to be uploaded.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" text2qti==0.8.0

cat >quiz.txt <<'QUIZ'
Quiz title: Learning rates

1.  Up to which rate does it converge?
=   0.002122 +- 0.00001

2.  At which rate is it fastest?
=   [0.00142, 0.00144]

3.  How many thousandths is the first?
=   2.122 +- 0.01
QUIZ
text2qti quiz.txt >log
python - >seen <<'PY'
import re
import zipfile

with zipfile.ZipFile("quiz.zip") as package:
    text = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
for number, item in enumerate(re.findall(r"<item .*?</item>", text, re.DOTALL), 1):
    print(number, re.findall(r"<var(gte|lte|equal)[^>]*>([\d.]+)<", item))
PY
same "$script" <<'SEEN'
1 [('equal', '0.0021'), ('gte', '0.0021'), ('lte', '0.0021')]
2 [('gte', '0.0014'), ('lte', '0.0014')]
3 [('equal', '2.1220'), ('gte', '2.1120'), ('lte', '2.1320')]
SEEN
