#!/usr/bin/env bash
# Expected: A table with texts that goes to a spreadsheet and back has the same texts.
# Seen: In Excel's format a text that starts with `=` is written as a formula, and comes back empty; the texts `#N/A` and `#DIV/0!` come back as missing, though `keep_default_na=False` was given. In the OpenDocument format the first stays, and `#N/A` is missing.
# For a grader: an answer such as "= 2/n X^T e" is gone after a round through a spreadsheet; keep answers in CSV, or write them with a letter in front and take it off again.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" pandas==3.1.1 openpyxl==3.1.5 odfpy==1.4.1 numpy==2.4.6

python - >seen <<'PY'
import pandas as pd

answers = ["2/n X^T e", "= 2/n X^T e", "#N/A", "#DIV/0!", "NA"]
print("written", answers)
for name, engine in {"one.xlsx": "openpyxl", "one.ods": "odf"}.items():
    pd.DataFrame({"answer": answers}).to_excel(name, index=False, engine=engine)
    back = pd.read_excel(name, engine=engine, dtype=str, keep_default_na=False)["answer"]
    print(name, [None if pd.isna(text) else text for text in back])
pd.DataFrame({"answer": answers}).to_csv("one.csv", index=False)
print("one.csv", pd.read_csv("one.csv", dtype=str, keep_default_na=False)["answer"].tolist())
PY
same "$script" <<'SEEN'
written ['2/n X^T e', '= 2/n X^T e', '#N/A', '#DIV/0!', 'NA']
one.xlsx ['2/n X^T e', '', None, None, 'NA']
one.ods ['2/n X^T e', '= 2/n X^T e', None, '#DIV/0!', 'NA']
one.csv ['2/n X^T e', '= 2/n X^T e', '#N/A', '#DIV/0!', 'NA']
SEEN
