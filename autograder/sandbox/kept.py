"""Lets a cell run that leaves the names of other cells, and the working folder, as they were."""

from __future__ import annotations

import builtins
import contextlib
import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any


@contextlib.contextmanager
def left_as_they_were(names: dict[str, Any], keep: Collection[str]) -> Iterator[None]:
    """Put back afterwards what ``keep`` names, those of Python's own that were hidden, the folder.

    ``names`` is the notebook's namespace.
    """
    before, folder = {name: names[name] for name in keep if name in names}, Path.cwd()
    yield
    for name in keep:
        if name not in before and hasattr(builtins, name):
            names.pop(name, None)
    names.update(before)
    os.chdir(folder)
