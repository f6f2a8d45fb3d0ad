"""Imports what stands below a course's ``tests/hidden``, by path."""

from __future__ import annotations

import sys
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from types import ModuleType

from autograder.course.inputs import HIDDEN
from autograder.errors import CourseError


def course_module(root: Path, name: str) -> ModuleType:
    """Import ``tests/hidden/<name>`` of the course at ``root``, whatever else is imported.

    ``name`` is dotted: ``07_sorting.mistakes``. Modules reach each other by relative imports, and
    the course's model answers as ``solutions``. Raise CourseError for one that cannot be imported.
    """
    folder = (root / HIDDEN).resolve()
    package = f"hidden_{sha256(str(folder).encode()).hexdigest()[:12]}"
    if package not in sys.modules:
        if str(root) not in sys.path:  # for ``solutions``
            sys.path.append(str(root))
        made = ModuleType(package)
        made.__path__ = [str(folder)]
        sys.modules[package] = made
    try:
        return import_module(f"{package}.{name}")
    except Exception as error:
        where = HIDDEN / name.replace(".", "/")
        raise CourseError(f"{where} cannot be read: {error!r}") from error
