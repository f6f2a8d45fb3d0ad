"""The solved notebook, run in a process of its own: the pictures that its cells draw."""

from __future__ import annotations

import base64
import io
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from PIL import Image

from autograder.course import Assignment
from autograder.errors import CourseError

CELL_SECONDS = 300
COLOURS = 128  # of a picture: enough for a plot, and a third of the bytes
SHARPNESS = 2  # pixels for one of a page: phones have them
HOW = (
    "--InlineBackend.figure_formats=retina",  # as sharp as that
    "--log-level=ERROR",
)
EXPECTED_ERROR = "raises-exception"  # a tag: of a cell that is not answered yet


@dataclass(frozen=True)
class Picture:
    """A picture as PNG, and its size in pixels."""

    png: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Drawn:
    """What a picture's cell showed: its pictures, and the lines that it printed."""

    pictures: tuple[Picture, ...]
    lines: tuple[str, ...]


def drawn_by(assignment: Assignment) -> Mapping[str, Drawn]:
    """Run the source notebook; return what each picture's cell showed, by the cell's name.

    Raises CourseError, which names the cell, where one raises, takes too long or ends its process,
    and where a picture's draws none. The notebook and its folder stay as they are.
    """
    notebook = nbformat.read(assignment.source, as_version=4)
    pictures = {cell.name for cell in assignment.cells if cell.role == "picture"}
    ran = ((_name(cell), cell) for cell in _run(notebook, assignment))
    return {name: _drawn(cell, assignment) for name, cell in ran if name in pictures}


def _name(cell: Any) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id") or cell.id)


def _run(notebook: Any, assignment: Assignment) -> Iterator[Any]:
    """Run cell after cell, and yield each with its outputs."""
    with TemporaryDirectory(prefix="course-site-") as folder:
        work = shutil.copytree(assignment.source.parent, Path(folder, "work"))
        client = NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            kernel_name="python3",
            extra_arguments=list(HOW),
            resources={"metadata": {"path": str(work)}},
        )
        with client.setup_kernel(env=_environment(Path(folder))):
            for index, cell in enumerate(notebook.cells):
                _run_cell(client, cell, index, assignment)
                yield cell


def _run_cell(client: NotebookClient, cell: Any, index: int, assignment: Assignment) -> None:
    tags = cell.metadata.get("tags", [])
    cell.metadata["tags"] = [tag for tag in tags if tag != EXPECTED_ERROR]  # solved, none may
    try:
        client.execute_cell(cell, index)
    except CellExecutionError as error:
        said = f"raises {error.ename}: {error.evalue}"
    except CellTimeoutError:
        said = f"takes longer than {CELL_SECONDS} s"
    except DeadKernelError:
        said = "ends its process"
    else:
        return
    raise _trouble(assignment, cell, said) from None


def _trouble(assignment: Assignment, cell: Any, said: str) -> CourseError:
    where = assignment.source.relative_to(assignment.root)
    told = " ".join(said.split())
    return CourseError(f"{where}: its cell {_name(cell)!r} {told}, when the solved notebook is run")


def _environment(folder: Path) -> dict[str, str]:
    """Whose settings do not count: those of the person who makes the site."""
    own = {"IPYTHONDIR": str(folder / "ipython"), "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    return {**os.environ, **own}


def _drawn(cell: Any, assignment: Assignment) -> Drawn:
    shown = [output.get("data", {}).get("image/png") for output in cell.outputs]
    pictures = tuple(_smaller(base64.b64decode(data)) for data in shown if data)
    said = "\n".join(map(_said, cell.outputs)).strip()
    if not pictures:
        raise _trouble(assignment, cell, f"draws no picture ({said or 'says nothing'})")
    return Drawn(pictures, tuple(said.splitlines()))


def _said(output: Any) -> str:
    """Return what a cell printed, or showed as text; a picture's text says only what it is."""
    if output.output_type == "stream":
        return str(output.text).rstrip("\n")
    data = output.get("data", {})
    return "" if "image/png" in data else str(data.get("text/plain", ""))


def _smaller(png: bytes) -> Picture:
    """Return the picture in fewer colours, and without what its file says beside it."""
    made = io.BytesIO()
    with Image.open(io.BytesIO(png), formats=["png"]) as image:
        flat = Image.new("RGB", image.size, "white")
        flat.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
        flat.quantize(COLOURS).save(made, format="png", optimize=True)
    return Picture(made.getvalue(), *flat.size)
