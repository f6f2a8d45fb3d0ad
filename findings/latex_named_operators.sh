#!/usr/bin/env bash
# Expected: `\arg`, `\operatorname` and the mathematics inside `\text` are written as LaTeX writes them.
# Seen: `\arg` stays as the word with its backslash, `\operatorname{arg\,min}` becomes an empty operator and loose letters with the limit under the last part only, and `$x$` in `\text` keeps its dollars; `\argmin` and `\operatorname*` come out right.
# For a grader: a formula that was converted without an error can still show LaTeX to a student; search the text of the result for a backslash or a dollar.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" latex2mathml==3.81.1

python - >seen <<'PY'
import re

from latex2mathml.converter import convert

for formula in (r"\arg\min_x f", r"\argmin_x f", r"\operatorname{arg\,min}_x f", r"\operatorname*{argmin}_x f", r"\text{if $x$}"):
    inside = re.sub(r"^<math[^>]*>|</math>$", "", convert(formula))
    words = re.findall(r">([^<]+)<", inside)
    print(formula, words, "an empty operator" if "<mo />" in inside else "")
PY
same "$script" <<'SEEN'
\arg\min_x f ['\\arg', 'min', 'x', 'f'] 
\argmin_x f ['arg&#x02009;min', 'x', 'f'] 
\operatorname{arg\,min}_x f ['a', 'r', 'g', 'm', 'i', 'n', 'x', 'f'] an empty operator
\operatorname*{argmin}_x f ['argmin', 'x', 'f'] 
\text{if $x$} ['if&#x000A0;$x$'] 
SEEN
