#!/usr/bin/env bash
# Expected: Text that names an attached picture which its cell does not have becomes a page with a broken picture, in every format or in none.
# Seen: The HTML and slides exporters raise `InvalidNotebook` and write no page; the Markdown exporter writes it without a word. A picture lost from one cell of a valid notebook takes the whole page with it.
# For a grader: text that a student copied from one cell to another without its picture can cost the whole feedback page; look for such names before the export, or export cell by cell.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" nbconvert==7.17.2 nbformat==5.11.1

python - >seen <<'PY'
import nbconvert
import nbformat
from nbformat.v4 import new_markdown_cell, new_notebook

notebook = new_notebook(cells=[new_markdown_cell("An answer."), new_markdown_cell("![sketch](attachment:sketch.png)")])
nbformat.validate(notebook)
for name in ("HTMLExporter", "SlidesExporter", "MarkdownExporter"):
    try:
        text, _ = getattr(nbconvert, name)().from_notebook_node(notebook)
        print(name, "wrote the answer:", "An answer." in text)
    except Exception as error:
        print(name, type(error).__name__, error)
PY
same "$script" <<'SEEN'
HTMLExporter InvalidNotebook missing attachment: sketch.png
SlidesExporter InvalidNotebook missing attachment: sketch.png
MarkdownExporter wrote the answer: True
SEEN
