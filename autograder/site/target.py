"""The folder that the site is written to: what is not ours stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.errors import CourseError
from autograder.files import write_atomically

LIST = ".course-site"  # names what we wrote, a file a line
OF_GIT = ".git"  # of a branch that is published
ELSE = "name a new folder, an empty one, or one that `course site` wrote"


def check_target(folder: Path) -> None:
    """Raise CourseError, before any work, where the site cannot be written to ``folder``."""
    if folder.exists() and not folder.is_dir():
        raise CourseError(f"{folder}: is a file; {ELSE}")
    if folder.is_dir() and not (folder / LIST).is_file():
        others = sorted(path.name for path in folder.iterdir() if path.name != OF_GIT)
        if others:
            raise CourseError(f"{folder}: holds something else ({others[0]}); {ELSE}")


def write_site(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the site; take away what an earlier one had more, and nothing else.

    Raises CourseError, and changes nothing, where a file that is not ours has the name of a page.
    Stopped on the way, the same call goes on: the list names all files before they are written.
    """
    check_target(folder)
    ours = _listed(folder)
    for name in sorted(files.keys() - ours):
        if (folder / name).exists():
            raise CourseError(f"{folder / name}: is not ours, and would be overwritten; {ELSE}")
    _list(folder, ours | files.keys())
    for name, data in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != data:
            write_atomically(path, data, durable=False)
    for name in sorted(ours - files.keys()):
        _take_away(folder, name)
    _list(folder, files.keys())


def _listed(folder: Path) -> set[str]:
    """The names that are ours, none of which leads out of the folder."""
    file = folder / LIST
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    home = folder.resolve()
    return {name for name in lines if name and (home / name).resolve().is_relative_to(home)}


def _list(folder: Path, names: Iterable[str]) -> None:
    write_atomically(folder / LIST, "".join(f"{name}\n" for name in sorted(names)))


def _take_away(folder: Path, name: str) -> None:
    path = folder / name
    path.unlink(missing_ok=True)
    if path.parent != folder and path.parent.is_dir() and not any(path.parent.iterdir()):
        path.parent.rmdir()
