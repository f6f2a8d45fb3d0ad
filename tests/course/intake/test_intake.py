"""Of what stands in submitted/, answers come in as text; all else is the master's, or refused."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.intake import (
    Refused,
    parse,
    read_bytes,
    read_handed_in,
    rebuild,
    student_id_problem,
    submissions_of,
)
from autograder.intake.parse import MAX_CELLS
from autograder.intake.rebuild import MAX_CELL_CHARACTERS, MAX_CHARACTERS
from autograder.records import Submission
from tests.course.support.honest_notebooks import (
    ANSWER,
    ASSIGNMENT,
    NAME,
    Raw,
    added,
    answer,
    cell,
    cell_of,
    notebook,
    scratch,
    taken,
)


def test_answers_are_the_students_and_all_else_is_the_masters() -> None:
    raw = notebook()
    for c in raw["cells"]:
        if c["id"] != "smallest":
            c["source"] = "import os; os._exit(0)"
    for c in raw["cells"]:
        c["metadata"].get("nbgrader", {}).update(points=1000, grade=True, solution=True)
        c["metadata"]["tags"] = ["picture"]
    submission = taken(raw)
    assert answer(submission) == ANSWER
    theirs = {c.name for c in submission.cells if c.role == "answer"}
    given = [c for c in submission.cells if c.role not in ("quoted", "scratch")]
    for ours, master in zip(given, ASSIGNMENT.cells, strict=True):
        assert (ours.name, ours.kind, ours.role) == (master.name, master.kind, master.role)
        assert ours.name in theirs or ours.source == master.source


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.pop("id"),
        lambda c: c.update(id=7),
        lambda c: c.update(id="smallest", metadata={}),
        lambda c: c.update(metadata={"nbgrader": {"grade_id": "smallest"}}, id="other"),
        lambda c: c.update(id="smallest", metadata=None),
        lambda c: c.update(id="smallest", metadata={"nbgrader": []}),
        lambda c: c.update(id="smallest", metadata={"nbgrader": {"grade_id": ["smallest"]}}),
        lambda c: c.update(cell_type="markdown"),
        lambda c: c.update(cell_type=None),
        lambda c: c.pop("cell_type"),
        lambda c: c.update(outputs="none", execution_count=[]),
        lambda c: c.update(source=ANSWER.splitlines(keepends=True)),
    ],
)
def test_an_answer_is_found_by_either_of_its_names(change: Callable[[Raw], object]) -> None:
    raw = notebook()
    change(cell(raw, "smallest"))
    submission = taken(raw)
    assert answer(submission) == ANSWER
    assert scratch(submission) == []
    lost = cell_of(raw).get("metadata") != cell_of(ASSIGNMENT.master).get("metadata")
    by_id = lost and cell_of(raw)["id"] == "smallest"
    said = ("without nbgrader's mark, recognised by cell id: smallest",)
    assert submission.notes == (said if by_id else ())


def test_a_missing_answer_is_not_attempted_and_said_so() -> None:
    raw = notebook()
    raw["cells"].remove(cell(raw, "smallest"))
    submission = taken(raw)
    assert submission.cells == ASSIGNMENT.cells
    assert submission.notes == ("answer cell smallest is missing; it counts as not attempted",)


def test_order_is_the_masters_and_scratch_cells_follow_what_they_followed() -> None:
    raw = notebook()
    cell(raw, "why")["source"] = "It leads downhill."  # else new words may be this answer
    raw["cells"].reverse()
    place = raw["cells"].index(cell(raw, "smallest"))
    raw["cells"].insert(place + 1, added("helper = 1"))
    raw["cells"].insert(0, added("first", "markdown"))
    submission = taken(raw)
    names = [c.name for c in submission.cells if c.role != "scratch"]
    assert names == [c.name for c in ASSIGNMENT.cells]
    assert scratch(submission) == [("markdown", "first"), ("code", "helper = 1")]
    sources = [c.source for c in submission.cells]
    assert sources.index("helper = 1") == sources.index(ANSWER) + 1


def test_what_is_too_long_is_left_out_and_the_rest_is_graded() -> None:
    raw = notebook()
    raw["cells"].append(added("#" * (MAX_CELL_CHARACTERS + 1)))
    submission = taken(raw)
    assert (answer(submission), scratch(submission)) == (ANSWER, [])
    assert submission.notes == ("a cell is longer than any answer, and left out",)
    cell(raw, "smallest")["source"] = "#" * (MAX_CELL_CHARACTERS + 1)
    submission = taken(raw)
    assert answer(submission) == ""
    assert "the cell smallest is longer than any answer, and left out" in submission.notes


@pytest.mark.parametrize("marks", ["all", "only ids", "none"])
@pytest.mark.parametrize("before", [False, True])
def test_all_cells_together_have_a_bound_too(before: bool, marks: str) -> None:
    raw = notebook()
    for each in raw["cells"]:
        if marks != "all":
            each["metadata"] = {}
        if marks == "none":
            each["id"] = f"new-{each['id']}"[:8]
    half = MAX_CELL_CHARACTERS // 2
    place = 0 if before else len(raw["cells"])
    raw["cells"][place:place] = [added("#" * half) for _ in range(2 * MAX_CHARACTERS // half)]
    submission = taken(raw)
    assert answer(submission) == ANSWER, "an answer has its room, whatever stands before it"
    assert 0.8 * MAX_CHARACTERS < sum(len(c.source) for c in submission.cells) <= MAX_CHARACTERS
    assert "a cell is longer than any answer, and left out" in submission.notes


def test_a_picture_pasted_into_a_written_answer_does_not_cost_the_words() -> None:
    raw = notebook()
    picture = f"![my plot](data:image/png;base64,{'A' * MAX_CELL_CHARACTERS})"
    cell(raw, "why")["source"] = f"It points uphill.\n\n{picture}"
    submission = taken(raw)
    assert answer(submission, "why") == "It points uphill.\n\n![my plot](left-out)"
    (note,) = submission.notes
    assert "cannot be read as a picture" in note


def test_odd_letters_can_be_written_anywhere() -> None:
    raw = notebook()
    cell(raw, "smallest")["source"] = "x = '\ud800\0'"
    assert answer(taken(raw)).encode() == "x = '?\ufffd'".encode()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b"\0" * 4096, "is empty"),
        (b"\xff\xfe{}", "cut or damaged"),
        (b'{"cells": "\xe9"}', "not text in UTF-8"),
        (b"[" * 500_000, "nested too deeply"),
        (b"[" * 2_000_000, "too many parts"),
        (b"[" + b"{}," * 2_000_000, "too many parts"),
        (b'{"nbformat": ' + b"9" * 5000 + b"}", "an old format"),
        (b" <!DOCTYPE html><html></html>", "a web page"),
        (b"PK\x03\x04 and so on", "a zip archive"),
        (json.dumps(notebook()).encode() + b"}", "goes on after the notebook's end"),
        (b'{"a": 1,\n<<<<<<< HEAD\n"b": 2}', "merge conflict"),
        (json.dumps(notebook()).encode()[:-500], "cut or damaged"),
        (b"null", "version 4"),
        (b'{"nbformat": 2, "worksheets": []}', "an old format"),
        (b'{"nbformat": 3, "cells": []}', "an old format"),
        (b'{"nbformat": 3, "worksheets": [1]}', "an old format"),
        (b'{"nbformat": 3, "worksheets": []}', "an old format"),
        (b'{"nbformat": 5, "cells": []}', "a newer format"),
        (b'{"nbformat": true, "cells": []}', "version 4"),
        (b'{"nbformat": "4", "cells": []}', "version 4"),
        (b'{"nbformat": 4}', "no list of cells"),
        (b'{"nbformat": 4, "cells": {}}', "no list of cells"),
        (b'{"nbformat": 4, "cells": [1]}', "no list of cells"),
        (b'{"nbformat": 4, "cells": []}', "none of the answer cells"),
        (b'{"nbformat": 4, "cells": [{"source": 1}]}', "not text"),
        (b'{"nbformat": 4, "cells": [{"source": ["a", 1]}]}', "not text"),
        (b'{"nbformat": 4, "cells": [' + b"{}," * MAX_CELLS + b"{}]}", f"{MAX_CELLS} is the most"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_no_notebook_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        rebuild(parse(data), "ada", ASSIGNMENT)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_windows_editors_make_of_a_file_is_fine(encoding: str, newline: str) -> None:
    text = json.dumps(notebook(), indent=1, ensure_ascii=False).replace("\n", newline)
    submission = rebuild(parse(text.encode(encoding)), "ada", ASSIGNMENT)
    assert answer(submission) == ANSWER
    assert submission.notes == ()


def test_line_ends_are_those_of_the_master_and_other_letters_stay() -> None:
    raw = copy.deepcopy(ASSIGNMENT.master)
    for c in raw["cells"]:
        c["source"] = "".join(c["source"]).replace("\n", "\r\n")
    assert taken(raw).cells == ASSIGNMENT.cells
    odd = "def smallest(items):\n\treturn “t0”"
    cell(raw, "smallest")["source"] = odd
    assert answer(taken(raw)) == odd


@pytest.mark.parametrize(
    "name", ["ada", "ada.lovelace@example.org", "émile", "王", "a b", "o-k_1", "o'neil", "d&d"]
)
def test_ids_that_are_fine(name: str) -> None:
    assert student_id_problem(name) == ""


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", ".git", "a/b", "a*", "a[0]", "{a}", "<script>"),
        *("a\nb", "a\0b", "e\u0301", "\u202eadA", "\udcff", "a" * 121, "é" * 61),
    ],
)
def test_ids_that_are_not(name: str) -> None:
    assert student_id_problem(name)


@pytest.fixture
def submitted(tmp_path: Path) -> Path:
    """ada has handed in; source/ has what nobody may be graded on."""
    for folder in (tmp_path / "submitted" / "ada" / NAME, tmp_path / "source" / NAME):
        folder.mkdir(parents=True)
        (folder / f"{NAME}.ipynb").write_text(json.dumps(notebook()))
    return tmp_path / "submitted"


def handed_in(submitted: Path, student: str) -> Submission:
    return read_handed_in(submitted / student / NAME / f"{NAME}.ipynb", student, ASSIGNMENT, 1)


def link_notebook(eve: Path, target: Path) -> None:
    (eve / NAME).mkdir(parents=True)
    (eve / NAME / f"{NAME}.ipynb").symlink_to(target / f"{NAME}.ipynb")


def link_assignment(eve: Path, target: Path) -> None:
    eve.mkdir()
    (eve / NAME).symlink_to(target)


def link_student(eve: Path, target: Path) -> None:
    eve.symlink_to(target.parent)


@pytest.mark.parametrize("link", [link_notebook, link_assignment, link_student])
@pytest.mark.parametrize("target", ["source", "submitted/ada"])
def test_no_link_is_followed(submitted: Path, link: Callable[..., None], target: str) -> None:
    link(submitted / "eve", submitted.parent / target / NAME)
    with pytest.raises(Refused, match="link"):
        handed_in(submitted, "eve")
    assert answer(handed_in(submitted, "ada")) == ANSWER


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "socket", "huge"])
def test_what_is_no_plain_file_is_refused(submitted: Path, kind: str) -> None:
    path = submitted / "ada" / NAME / f"{NAME}.ipynb"
    path.unlink()
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        os.mknod(path, 0o140600)
    elif kind == "huge":
        path.write_bytes(bytes(2 << 20))
    with pytest.raises(Refused):
        handed_in(submitted, "ada")


def test_a_file_that_grows_is_read_no_further(submitted: Path) -> None:
    path = submitted / "ada" / NAME / f"{NAME}.ipynb"
    path.write_bytes(b"x" * (1 << 20))
    assert len(read_bytes(path, 1)) == 1 << 20


def test_folders_are_found_and_those_without_an_id_are_left_out(submitted: Path) -> None:
    for name in ("Ada", "<b>", ".hidden", "bela"):
        (submitted / name / NAME).mkdir(parents=True)
    (submitted / "notes.txt").touch()
    (submitted / "filed").mkdir()
    (submitted / "filed" / NAME).write_text("a file where a folder should be")
    link_student(submitted / "eve", submitted.parent / "source" / NAME)
    take, leave = submissions_of(submitted, NAME)
    assert set(take) == {"Ada", "bela", "eve", "filed"}  # Ada comes before ada
    assert set(leave) == {"ada", "<b>", ".hidden"}
    with pytest.raises(Refused, match="no folder"):
        handed_in(submitted, "filed")
    assert submissions_of(submitted / "nowhere", NAME) == ([], {})


def test_the_master_is_never_changed() -> None:
    before = copy.deepcopy(ASSIGNMENT.master)
    raw = notebook()
    for c in raw["cells"]:
        c["source"] = "changed"
    taken(raw)
    assert before == ASSIGNMENT.master
