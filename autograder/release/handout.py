"""Which files beside a notebook are handed out, and why one is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from autograder.course import Course
from autograder.course.assignment import MARKED
from autograder.release.decoded import Unreadable
from autograder.release.leaks import leaks_of_file
from autograder.release.secrets import Secrets, secrets_of

LEFTOVER = re.compile(
    r"^\.|^#.*#$|~$|\.(?:orig|rej|bak|tmp|temp|sw[a-p]|pyc|pyo|log)$"
    r"|-checkpoint\.\w+$|_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+\.\w+$|^Untitled\d*\.|\.nbconvert\.ipynb$"
    r"|^(?:Thumbs\.db|desktop\.ini|__pycache__|__MACOSX)$",
    re.IGNORECASE,
)
OF_SOLUTIONS = re.compile(
    r"solutions?(?![a-z])|solved|(?:answer|marking)[-_ ]?(?:key|scheme)", re.I
)
COPY_SUFFIX = re.compile(
    r"\.(?:py|r|jl|md|[rq]md|myst|rst|adoc|org|tex|html?|pdf|docx|odt|txt|ipynb"
    r"|zip|tar|t?gz|bz2|xz|7z|rar)",
    re.IGNORECASE,
)


def why_left_out(path: Path, notebooks: Sequence[Path], secrets: Secrets) -> str | None:
    """Say why a file beside the source notebooks is not handed out; None for one that is."""
    if LEFTOVER.search(path.name):
        return "an editor's or a tool's own file"
    if path.is_dir():
        return _why_folder(path, notebooks, secrets)
    if path in notebooks:
        return None
    if OF_SOLUTIONS.search(path.stem):
        return "its name says that it holds solutions"
    for notebook in notebooks:
        if _is_copy(path, notebook):
            return f"a copy of {notebook.name}, as paired and exported notebooks are"
    if path.suffix == ".ipynb" and MARKED.search(path.read_bytes()):
        return f"another notebook with graded cells than {notebooks[0].name}"
    try:
        found = next(leaks_of_file(path.read_bytes(), secrets), None)
        return found and f"it holds {found}"
    except Unreadable as error:
        return f"{error}, so nobody can say that it holds no solution"


def _why_folder(folder: Path, notebooks: Sequence[Path], secrets: Secrets) -> str | None:
    """Say which file in a folder must not be handed out; the folder stays here with it."""
    for path in sorted(folder.iterdir()):
        if path.suffix == ".ipynb":
            return f"{path.name} in it is a notebook, and they stand beside each other"
        if reason := why_left_out(path, notebooks, secrets):
            return f"{path.name} in it: {reason}"
    return None


def _is_copy(path: Path, notebook: Path) -> bool:
    stem = path.name[: len(notebook.stem)]
    return stem == notebook.stem and COPY_SUFFIX.fullmatch(path.suffix) is not None


def left_out(course: Course, name: str) -> dict[str, str]:
    """Return what stands in ``source/<name>`` and is not handed out, each with the reason."""
    assignment = course.assignment(name)
    notebooks = [part.source for part in assignment.parts]
    secrets = secrets_of(assignment)
    beside = (
        p
        for p in sorted(notebooks[0].parent.iterdir())
        if f"{name}/{p.name}" not in course.handed_out
    )
    reasons = ((path.name, why_left_out(path, notebooks, secrets)) for path in beside)
    return {path: reason for path, reason in reasons if reason is not None}
