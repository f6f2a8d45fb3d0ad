#!/usr/bin/env bash
# Expected: `aligned` and `align` both become a MathML table with the columns at each `&`.
# Seen: `align` does; `aligned` and `gathered` become one row, and in that of `aligned` a bare `&` stands, so that the result is not XML.
# For a grader: look for a bare `&` in converted formulas, and show the LaTeX instead of a page that says `a & = b`.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" latex2mathml==3.81.1

python - >seen <<'PY'
from xml.etree import ElementTree

from latex2mathml.converter import convert

for name, lines in {
    "align": r"a &= b \\ c &= d",
    "aligned": r"a &= b \\ c &= d",
    "gathered": r"a = b \\ c = d",
}.items():
    mathml = convert(rf"\begin{{{name}}} {lines} \end{{{name}}}")
    try:
        ElementTree.fromstring(mathml)
        xml = "XML"
    except ElementTree.ParseError:
        xml = "not XML"
    print(name, "table" if "<mtable" in mathml else "no table", xml, sep=", ")
PY
same "$script" <<'SEEN'
align, table, XML
aligned, no table, not XML
gathered, no table, XML
SEEN
