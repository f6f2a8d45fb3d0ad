"""What is imported is declared: a package that comes only because another needs it may go again."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest

from tests.course.support import ROOT

OURS = {"autograder", "solutions"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def imported(folder: Path) -> set[str]:
    """The top-level names that the modules of a folder import, wherever in a module they do."""
    nodes = chain.from_iterable(
        ast.walk(ast.parse(path.read_text("utf-8"))) for path in folder.rglob("*.py")
    )
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found - OURS - set(sys.stdlib_module_names)


def declared(*extras: str) -> set[str]:
    lines = [*PROJECT["dependencies"]]
    lines += chain.from_iterable(PROJECT["optional-dependencies"][extra] for extra in extras)
    return {normal(re.match(r"[\w.-]+", line)[0]) for line in lines}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("folder", sorted(OURS))
def test_every_package_that_is_imported_is_declared(folder: str) -> None:
    given = packages_distributions()
    known = declared("dask", "postgresql", "dev")
    names = imported(ROOT / folder)
    assert len(names) > 3 or folder == "solutions"
    missing = {name for name in names if not known & set(map(normal, given[name]))}
    assert missing == set()


def test_the_lock_has_every_package_that_is_declared() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    locked = set(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==", lock, re.MULTILINE))
    assert declared("dask", "postgresql", "dev") - locked == {PROJECT["name"]}
