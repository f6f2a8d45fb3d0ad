"""The doctor names beforehand what a command would stumble over."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from autograder.cli.readiness import adjustments, missing_of, names_of_nothing, writing
from autograder.course import Course
from tests.course.support import copy_other_course

NAME = "01_sorting"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copy_other_course(tmp_path / "course")
    (root / "submitted" / "ada" / NAME).mkdir(parents=True)
    root.chmod(0o755)
    return root


def said(root: Path) -> dict[str, tuple[str, bool]]:
    return {name: (words, good) for name, words, good in writing(Course.load(root))}


def test_a_folder_of_one_teacher_is_fine(root: Path) -> None:
    found = said(root)
    assert found["write"] == ("in ., submitted, release", True)
    assert found["other teachers"] == ("cannot write here: the folder is yours alone", True)


def test_in_a_shared_folder_the_others_are_thought_of(root: Path) -> None:
    places = [root, *(p for p in root.rglob("*") if p.is_dir())]
    for place in places:
        place.chmod(0o2775)
    (root / "gradebook.db").write_text("")
    (root / "gradebook.db").chmod(0o664)
    words, good = said(root)["other teachers"]
    assert good, words
    (root / "gradebook.db").chmod(0o644)
    (root / "submitted" / "ada" / NAME).chmod(0o755)
    words, good = said(root)["other teachers"]
    assert not good
    assert f"cannot write to gradebook.db, submitted/ada/{NAME}; chgrp -R" in words


def test_a_place_that_takes_no_file_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = tempfile.TemporaryFile

    def refuses(*arguments: Any, dir: Path) -> Any:
        if dir.name == "submitted":
            raise PermissionError(13, "Permission denied")
        return real(*arguments, dir=dir)

    (root / "gradebook.db").write_text("")
    monkeypatch.setattr(tempfile, "TemporaryFile", refuses)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "gradebook.db")
    found = said(root)
    assert found["write in submitted"] == ("Permission denied", False)
    assert found["write gradebook.db"] == ("it is read-only for you", False)
    assert "write" not in found


def test_a_full_disk_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On one, an empty file can still be made."""
    assert said(root)["room"][1]
    full = SimpleNamespace(total=1 << 40, used=1 << 40, free=3 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda place: full)
    words, good = said(root)["room"]
    assert not good
    assert words.startswith(f"the disk of {root} is full, or nearly: 3 MB are free, and ")
    assert words.endswith("; make room")


def test_hidden_tests_and_model_answers_that_are_missing_are_named(root: Path) -> None:
    here = Course.load(root)
    assignment = here.assignment(NAME)
    assert missing_of(here, assignment) == []
    (root / "tests" / "hidden" / NAME / "test_smallest.py").unlink()
    library = root / "solutions" / "sorting.py"
    library.write_text(library.read_text().replace("def sort_numbers", "def sorts"))
    assert missing_of(here, assignment) == [
        f"tests/hidden/{NAME}/test_smallest.py",
        "sort_numbers in solutions/sorting.py",
    ]
    library.write_text("def smallest(:")
    assert missing_of(here, assignment)[-1] == "solutions/sorting.py"


def test_adjustments_of_no_assignment_are_named(root: Path) -> None:
    here = Course.load(root)
    assert list(adjustments(here)) == []
    path = root / "adjustments.csv"
    for named, meant in (("01_sortin", f"; did you mean '{NAME}'?"), ("*", "")):
        path.write_text(f"assignment,exercise,what\n{named},a,void\n")
        said = f"line 2: there is no assignment {named!r}{meant}"
        assert list(adjustments(here)) == [("adjustments.csv", said, False)]
    path.write_text(f"assignment,exercise,what\n{NAME},nothing,void\n")
    ((_, said, good),) = adjustments(here)
    assert "no exercise 'nothing'" in said
    assert not good


def test_a_bonus_that_is_no_assignment_is_named(root: Path) -> None:
    with (root / "course_config.py").open("a") as config:
        config.write(f"\nc.Course.bonus = [{NAME!r}, '06_beyond']\n")
    said = ("06_beyond", "is in c.Course.bonus, but is no assignment", False)
    assert said in list(names_of_nothing(Course.load(root)))
