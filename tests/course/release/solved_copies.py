"""Copies of a solved notebook as editors, converters and people leave them."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import pickle
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbconvert import HTMLExporter, MarkdownExporter, PythonExporter


def percent_script(notebook: Any) -> str:
    """The text that jupytext pairs with a notebook."""
    cells = []
    for cell in notebook.cells:
        kind = "" if cell.cell_type == "code" else " [markdown]"
        text = cell.source if cell.cell_type == "code" else cell.source.replace("\n", "\n# ")
        cells.append(f"# %%{kind}\n{text}\n")
    return (
        "# ---\n# jupyter:\n#   jupytext:\n#     formats: ipynb,py:percent\n# ---\n\n"
        + "\n".join(cells)
    )


def _zipped(name: str, text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return file.getvalue()


def _pdf(text: str) -> bytes:
    stream = zlib.compress(text.encode())
    return b"%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode>>\nstream\n" + stream + b"\nendstream\n"


def _python(notebook: Any) -> bytes:
    return str(PythonExporter().from_notebook_node(notebook)[0]).encode()


def _markdown(notebook: Any) -> bytes:
    return str(MarkdownExporter().from_notebook_node(notebook)[0]).encode()


def _html(notebook: Any) -> bytes:
    return str(HTMLExporter().from_notebook_node(notebook)[0]).encode()


def _packed(pack: Callable[[bytes], bytes]) -> Callable[[Any], bytes]:
    return lambda notebook: pack(percent_script(notebook).encode())


# by any name: what is in it gives it away
BY_CONTENT: dict[str, Callable[[Any], bytes]] = {
    "helpers.py": _python,
    "handout.md": _markdown,
    "page.html": _html,
    "notes.txt": lambda nb: percent_script(nb).encode("utf-16"),
    "old_windows.txt": lambda nb: (
        percent_script(nb).replace("\n", "\r\n").encode("cp1252", "ignore")
    ),
    "state.json": lambda nb: json.dumps({"history": [c.source for c in nb.cells]}).encode(),
    "twice.json": lambda nb: json.dumps({"state": json.dumps(nb)}).encode(),
    "material.zip": lambda nb: _zipped("a/b.py", percent_script(nb)),
    "nested.zip": lambda nb: _zipped("in.txt", base64.b64encode(_python(nb)).decode()),
    "table.csv.gz": _packed(gzip.compress),
    "table.bz2": _packed(bz2.compress),
    "table.xz": _packed(lzma.compress),
    "answers.b64": lambda nb: b"answers\n" + base64.encodebytes(_python(nb)),
    "wrapped.json": lambda nb: json.dumps(base64.encodebytes(_python(nb)).decode()).encode(),
    "cache.pkl": lambda nb: pickle.dumps([c.source for c in nb.cells]),
    "sheet.pdf": lambda nb: _pdf(percent_script(nb)),
    "other.ipynb": lambda nb: nbformat.writes(nb).encode(),
}
# by their names, whatever is in them
BY_NAME = (
    "{name}.py",
    "{name}.md",
    "{name}.Rmd",
    "{name}.qmd",
    "{name}.myst.md",
    "{name}.R",
    "{name}.html",
    "{name}.slides.html",
    "{name}.pdf",
    "{name}.zip",
    "{name}-solved.docx",
    "{name}.ipynb.orig",
    "{name}.ipynb~",
    ".{name}.ipynb.swp",
    "{name}.nbconvert.ipynb",
    "{name} (1).ipynb",
    "{name}_BACKUP_4711.ipynb",
    "{name}_REMOTE_4711.ipynb",
    "Untitled.ipynb",
    "solutions.py",
    "model_answer_key.txt",
    ".DS_Store",
    ".gitignore",
    "Thumbs.db",
    "locked.rar",
)


def solved_notebook(path: Path) -> Any:
    """Read a source notebook, which holds the solutions."""
    return nbformat.read(path, as_version=4)
