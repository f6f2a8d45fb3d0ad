"""Which packages a grade depends on, by the names of their folders."""

from __future__ import annotations

import re
import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest

from autograder.batch.environment import INSTALLED, environment


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "_", name).lower()


def test_it_names_what_is_installed_here() -> None:
    folders = [place for place in sys.path if Path(place).name in INSTALLED]
    here = {plain(one.name): one.version for one in distributions(path=folders) if one.name}
    found = {plain(name): version for name, version in environment().items()}
    assert here.items() <= found.items()
    assert set(found) - set(here) == {"python", "machine"}


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    made = [tmp_path / name / "site-packages" for name in ("first", "second")]
    for folder in made:
        folder.mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *map(str, made)])
    return made


def found() -> dict[str, str]:
    known = environment.__wrapped__()
    return {name: known[name] for name in known if name not in ("python", "machine")}


def test_of_two_the_one_that_is_imported_counts(folders: list[Path]) -> None:
    (folders[0] / "Some_thing-2.0.dist-info").mkdir()
    (folders[1] / "some_thing-1.0.dist-info").mkdir()
    (folders[1] / "other-1.0+local.dist-info").mkdir()
    assert found() == {"some_thing": "2.0", "other": "1.0+local"}


def test_older_forms_are_read(folders: list[Path]) -> None:
    """Debian's packages and those of a system's Python: a folder, or one file, with Python's."""
    (folders[0] / "debians-1.2.egg-info").mkdir()
    (folders[0] / "with_python-1.2-py3.11.egg-info").write_text("Version: 1.2\n")
    (folders[0] / "nameless.egg-info").mkdir()
    (folders[0] / "nameless.egg-info" / "PKG-INFO").write_text("Name: nameless\nVersion: 3.1\n")
    (folders[0] / "one_file.egg-info").write_text("Name: one_file\nVersion: 4.5\n")
    assert found() == {
        "debians": "1.2",
        "with_python": "1.2-py3.11",
        "nameless": "3.1",
        "one_file": "4.5",
    }
    assert list(found()) == sorted(found())
