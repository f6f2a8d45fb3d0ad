"""Which file of a folder is taken: the one of the right name, else the only notebook."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from autograder.intake import (
    Refused,
    Unreadable,
    misplaced,
    read_handed_in,
    submissions_of,
)
from autograder.records import Submission
from tests.course.support.honest_notebooks import (
    ANSWER,
    ASSIGNMENT,
    NAME,
    added,
    answer,
    notebook,
)

RIGHT = f"{NAME}.ipynb"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "submitted" / "ada" / NAME
    made.mkdir(parents=True)
    return made


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_text(json.dumps(notebook()))


def put_another(folder: Path, *names: str) -> None:
    """Put notebooks that differ from each other, and from that of `put`."""
    for name in names:
        cells = [*notebook()["cells"], added(f"print({name!r})")]
        (folder / name).write_text(json.dumps({**notebook(), "cells": cells}))


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


def blank(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_text(json.dumps(ASSIGNMENT.master))


def test_what_somebody_wrote_in_wins_over_what_was_handed_out(folder: Path) -> None:
    blank(folder, RIGHT, "b.ipynb")
    (folder / "c.ipynb").write_text("not even a notebook")
    assert read(folder).notes == (f"beside {RIGHT} and not graded: 'b.ipynb', 'c.ipynb'",)
    other = f"{NAME} (1).ipynb"
    put(folder, other)
    submission = read(folder)
    assert answer(submission) == ANSWER
    note = f"{RIGHT} is as it was handed out, and '{other}' beside it is not; taken"
    assert submission.notes == (note,)
    put(folder, "copy of it.ipynb")
    assert answer(read(folder)) == ANSWER
    put_another(folder, "d.ipynb")
    submission = read(folder)
    assert submission.cells == ASSIGNMENT.cells
    said = f"{RIGHT} is as it was handed out, but several beside it are not: '{other}', 'd.ipynb'"
    assert submission.notes == (f"{said}; leave one",)


def test_copies_of_jupyters_own_are_no_hand_in_and_it_is_said(folder: Path) -> None:
    kept = folder / ".ipynb_checkpoints"
    kept.mkdir()
    put(kept, f"{NAME}-checkpoint.ipynb")
    with pytest.raises(Refused, match=r"holds only '\.ipynb_checkpoints', in which Jupyter keeps"):
        read(folder)


def test_hand_ins_in_no_assignments_folder_are_named(folder: Path) -> None:
    submitted = folder.parent.parent
    put(folder, RIGHT)
    for student in ("ben", "cem", "dora"):
        (submitted / student).mkdir()
    put(submitted / "ben", RIGHT)
    (submitted / "cem" / NAME.upper()).mkdir()
    (submitted / "readme.txt").write_text("")
    (submitted / "dora" / "notes.txt").write_text("")
    ben = f"'ben/{RIGHT}' stands in no assignment's folder, and is not graded"
    cem = f"'cem/{NAME.upper()}' is not called {NAME}, and is not graded"
    assert misplaced(submitted, [NAME]) == [ben, cem]
    put(folder.parent, "draft.ipynb")
    assert misplaced(submitted, [NAME], NAME) == [ben, cem]
    assert len(misplaced(submitted, [NAME])) == 3
    put(submitted / "dora", *(f"{k}.ipynb" for k in range(20)))
    assert misplaced(submitted, [NAME])[-1] == "13 more"


def test_none_of_several_others_is_taken(folder: Path) -> None:
    put_another(folder, *(f"{k}.ipynb" for k in range(9)))
    with pytest.raises(Refused, match=r"9 of other names \('0.ipynb', .* and 5 more\); leave one"):
        read(folder)


CUT, BLANK = "{", json.dumps(ASSIGNMENT.master)
ELSEWHERE = json.dumps({**notebook(), "cells": [added("# Something else", "markdown")]})


@pytest.mark.parametrize("right", [None, "", CUT, BLANK, ELSEWHERE])
@pytest.mark.parametrize("beside", ["", CUT, BLANK, ELSEWHERE])
@pytest.mark.parametrize(
    "name",
    [
        *(f"{NAME} (1).ipynb", f"{NAME}.json", f"{NAME}.TXT", NAME, f"{RIGHT}.download"),
        *(f"{RIGHT} ", f"{NAME.upper()}.ipynb.bak", f"mine/{RIGHT}", "a/b/c/draft.ipynb"),
    ],
)
def test_the_only_notebook_with_work_is_taken_wherever_it_lies(
    folder: Path, right: str | None, beside: str, name: str
) -> None:
    if right is not None:
        (folder / RIGHT).write_text(right)
    (folder / "beside.ipynb").write_text(beside)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    put(folder, name)
    submission = read(folder)
    assert answer(submission) == ANSWER
    (note,) = submission.notes
    assert repr(name) in note
    assert "taken" in note
    put_another(folder, "two.ipynb")  # now nobody knows which one is meant
    if right is None:
        with pytest.raises(Refused, match="2 of other names"):
            read(folder)
    elif right == BLANK:
        assert read(folder).cells == ASSIGNMENT.cells
    else:
        with pytest.raises(Refused):
            read(folder)


def test_a_copy_of_jupyters_beside_a_blank_notebook_is_named(folder: Path) -> None:
    blank(folder, RIGHT)
    (folder / ".ipynb_checkpoints").mkdir()
    blank(folder / ".ipynb_checkpoints", f"{NAME}-checkpoint.ipynb")
    assert read(folder).notes == ()
    put(folder / ".ipynb_checkpoints", f"{NAME}-checkpoint.ipynb")
    submission = read(folder)
    assert submission.cells == ASSIGNMENT.cells
    (note,) = submission.notes
    assert f"'.ipynb_checkpoints/{NAME}-checkpoint.ipynb'" in note


def test_no_linked_folder_is_entered(folder: Path) -> None:
    put(folder.parent, RIGHT)
    (folder / "mine").symlink_to(folder.parent)
    with pytest.raises(Refused, match="the folder holds 'mine'"):
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
