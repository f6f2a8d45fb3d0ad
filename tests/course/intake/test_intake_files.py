"""Which file of a folder is taken: the one of the right name, else the only notebook."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from autograder.intake import Refused, Unreadable, read_handed_in, submissions_of
from autograder.records import Submission
from tests.course.support.honest_notebooks import ANSWER, ASSIGNMENT, NAME, answer, notebook

RIGHT = f"{NAME}.ipynb"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "submitted" / "ada" / NAME
    made.mkdir(parents=True)
    return made


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_text(json.dumps(notebook()))


def read(folder: Path) -> Submission:
    return read_handed_in(folder / RIGHT, "ada", ASSIGNMENT, 1)


@pytest.mark.parametrize(
    "name",
    [
        *(f"{NAME} (1).ipynb", f"{NAME}-Copy1.ipynb", "Untitled.ipynb", f"{NAME}.IPYNB"),
        *(f"{NAME}.ipynb.txt", f"{NAME}.ipynb.json", "\u202eda\n.ipynb"),
    ],
)
def test_the_only_notebook_is_taken_under_any_name_and_it_is_said(folder: Path, name: str) -> None:
    put(folder, name)
    (folder / ".ipynb_checkpoints").mkdir()
    put(folder / ".ipynb_checkpoints", f"{NAME}-checkpoint.ipynb")
    put(folder, f"._{RIGHT}")  # what macOS leaves behind in archives
    submission = read(folder)
    assert answer(submission) == ANSWER
    (note,) = submission.notes
    assert note.endswith(f"not {RIGHT}; taken, as it is the only one")
    assert note.isprintable()
    assert name in note or not name.isprintable()


def test_the_right_name_wins_and_the_others_are_named(folder: Path) -> None:
    put(folder, RIGHT)
    assert read(folder).notes == ()
    (folder / "draft.ipynb").write_text("not even a notebook")
    assert read(folder).notes == (f"beside {RIGHT} and not graded: 'draft.ipynb'",)


def test_none_of_several_others_is_taken(folder: Path) -> None:
    put(folder, *(f"{k}.ipynb" for k in range(9)))
    with pytest.raises(Refused, match=r"9 of other names \('0.ipynb', .* and 5 more\); leave one"):
        read(folder)


@pytest.mark.parametrize(
    ("names", "why"),
    [
        ((), "the folder is empty"),
        (("timestamp.txt",), "the folder is empty"),
        (("tips.html", "a.py"), "the folder holds 'a.py', 'tips.html'"),
    ],
)
def test_no_notebook_is_refused_with_what_was_found(
    folder: Path, names: tuple[str, ...], why: str
) -> None:
    put(folder, *names)
    with pytest.raises(Refused, match=f"no notebook called {RIGHT}; {why}"):
        read(folder)


def test_another_name_does_not_help_a_link(folder: Path) -> None:
    source = folder.parent / "source.ipynb"
    source.write_text(json.dumps(notebook()))
    (folder / f"{NAME} (1).ipynb").symlink_to(source)
    with pytest.raises(Refused, match="is a link"):
        read(folder)


def test_a_folder_in_the_notebooks_place_is_refused(folder: Path) -> None:
    (folder / RIGHT).mkdir()
    with pytest.raises(Refused, match="not a plain file"):
        read(folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_said_and_harms_nobody_else(folder: Path) -> None:
    submitted = folder.parent.parent
    put(folder, RIGHT)
    for closed in (folder / RIGHT, folder, folder.parent):
        mode = closed.stat().st_mode
        closed.chmod(0)
        take, leave = submissions_of(submitted, NAME)
        if closed == folder.parent:
            assert leave == {"ada": "cannot be opened (Permission denied)"}
        else:
            assert set(take) == {"ada"}
        with pytest.raises(Unreadable, match="Permission denied"):
            read(folder)
        closed.chmod(mode)
    assert answer(read(folder)) == ANSWER
