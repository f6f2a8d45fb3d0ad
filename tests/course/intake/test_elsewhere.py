"""Words and code outside their cell, pasted pictures, newer syntax, text handed in again: for real.

Real notebooks from release/ go through `course grade`, `course feedback` and stock nbgrader.
"""

from __future__ import annotations

import base64
import copy
import io
import json
import shutil
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from PIL import Image

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from autograder.intake import parse, python_that_reads, rebuild
from autograder.records import Submission
from tests.course.support import ROOT, copy_course, run_tool
from tests.course.support.honest_notebooks import Raw, added, cell, colab
from tests.course.support.points import points_of

NAME = "01_slope"
POINTS = points_of(NAME)
LESSON = Course.load(ROOT).assignment(NAME)
TEXT = "why_equally_fast"
WORDS = "Both factors have size 0.8, so both are equally far from the bottom."
MODEL = solved(LESSON)
CODE = MODEL["descend_1d"]


def raw_with(*left: str) -> Raw:
    """The model answers, but for these, which stay as they were handed out."""
    return notebook_with(LESSON, {k: v for k, v in MODEL.items() if k not in left})


def taken(raw: Raw) -> Submission:
    return rebuild(parse(json.dumps(raw).encode()), "ada", LESSON)


def add_to(raw: Raw, name: str, words: str, *, above: bool = False) -> None:
    here = cell(raw, name)
    source = "".join(here["source"])
    here["source"] = f"{words}\n\n{source}" if above else f"{source}\n\n{words}"


def insert(raw: Raw, after: str, source: str, kind: str = "markdown") -> None:
    place = raw["cells"].index(cell(raw, after)) + 1
    raw["cells"].insert(place, {**added(source, kind), "id": "new"})


def code_cell(raw: Raw, name: str) -> None:
    cell(raw, name).update(cell_type="code", outputs=[], execution_count=None, source=WORDS)


def png(size: tuple[int, int] = (30, 20)) -> str:
    made = io.BytesIO()
    Image.new("RGBA", size, (0, 0, 0, 0)).save(made, "PNG")
    return base64.b64encode(made.getvalue()).decode()


PLACES = {
    "below the question": lambda raw: add_to(raw, f"task_{TEXT}", WORDS),
    "above the question": lambda raw: add_to(raw, f"task_{TEXT}", WORDS, above=True),
    "in an HTML comment": lambda raw: add_to(raw, f"task_{TEXT}", f"<!-- {WORDS} -->"),
    "in a cell of its own": lambda raw: insert(raw, TEXT, WORDS),
    "in a raw cell": lambda raw: insert(raw, f"task_{TEXT}", WORDS, "raw"),
    "in a code cell as a comment": lambda raw: insert(raw, TEXT, f"# {WORDS}", "code"),
    "at the end": lambda raw: raw["cells"].append({**added(WORDS, "markdown"), "id": "new"}),
    "at the beginning": lambda raw: raw["cells"].insert(
        0, {**added(WORDS, "markdown"), "id": "new"}
    ),
    "below the checklist": lambda raw: add_to(raw, "closing", f"- {WORDS}"),
    "in the picture cell": lambda raw: add_to(raw, "see_dial", f"# {WORDS}"),
    "the answer made a code cell": lambda raw: code_cell(raw, TEXT),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("program", [lambda raw: None, colab], ids=["jupyter", "colab"])
def test_written_answers_elsewhere_are_found_and_shown(place: str, program: object) -> None:
    raw = raw_with(TEXT)
    PLACES[place](raw)
    program(raw)  # type: ignore[operator]
    submission = taken(raw)
    shown = [c for c in submission.cells if "Both factors have size 0.8" in c.source]
    assert len(shown) == 1
    in_place = shown[0].role == "answer"
    there = [e for e in submission.elsewhere if e.exercise == TEXT and not e.runs]
    assert in_place or there
    assert in_place or any(
        TEXT in note and "a person reads it" in note for note in submission.notes
    )


def test_what_programs_change_by_themselves_is_no_answer() -> None:
    raw = raw_with(TEXT)
    for c in raw["cells"]:
        source = "".join(c["source"])
        if c["metadata"].get("nbgrader", {}).get("solution"):
            continue
        if c["cell_type"] == "markdown":
            source = source.replace("- [ ]", "- [x]").replace("\n\n", "\n \n\n").rstrip() + "\n\n"
        c["source"] = source.replace("\n", "\r\n")
    insert(raw, TEXT, "  \n\t\n")
    insert(raw, TEXT, "print(descend_1d(lambda x: 2 * x, 1.0, 0.1, 3))", "code")
    submission = taken(raw)
    assert submission.elsewhere == ()
    assert not [c for c in submission.cells if c.role == "quoted"]


def test_a_typing_mistake_mended_after_the_release_flags_nobody() -> None:
    raw = raw_with(TEXT)
    for c in raw["cells"]:
        if not c["metadata"].get("nbgrader") and c["cell_type"] == "markdown":
            c["source"] = "".join(c["source"]).replace("the ", "teh ", 1)
    assert taken(raw).elsewhere == ()
    assert taken(raw).notes == ()


def test_an_older_check_cell_with_its_own_checksum_is_no_edit() -> None:
    from nbformat import from_dict
    from nbgrader.utils import compute_checksum

    raw = raw_with()
    old = cell(raw, "test_regime")
    old["source"] = "".join(old["source"]).replace("ladder", "steps") + "\nassert regime(1, 1)"
    assert [c.role for c in taken(raw).cells if "steps = [call" in c.source] == ["quoted"]
    old["metadata"]["nbgrader"]["checksum"] = compute_checksum(from_dict(old))
    assert not [c for c in taken(raw).cells if "steps = [call" in c.source]


@pytest.mark.parametrize(
    ("where", "runs"),
    [
        *(("test_descend_1d", True), ("see_descend_1d", True), ("helpers", True)),
        *(("task_descend_1d", True), ("above", True), ("end", True), ("text", False)),
    ],
)
def test_code_elsewhere_is_found(where: str, runs: bool) -> None:
    raw = raw_with("descend_1d")
    if where == "above":
        insert(raw, "title", CODE, "code")
    elif where == "end":
        raw["cells"].append(added(CODE))
    elif where == "text":
        add_to(raw, "task_descend_1d", f"```python\n{CODE}\n```")
    elif where == "task_descend_1d":
        cell(raw, where).update(cell_type="code", outputs=[], execution_count=None, source=CODE)
    else:
        add_to(raw, where, CODE, above=where != "helpers")
    (found,) = taken(raw).elsewhere
    assert (found.exercise, found.runs) == ("descend_1d", runs)


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_code_far_away_in_a_cell_that_is_never_run_waits_for_a_person(kind: str) -> None:
    raw = raw_with("descend_1d")
    raw["cells"].append(added(f"```python\n{CODE}\n```", kind))
    (found,) = taken(raw).elsewhere
    assert (found.exercise, found.runs) == ("descend_1d", False)


def test_all_code_merged_into_the_helpers_waits_for_a_person() -> None:
    raw = raw_with()
    code = [c for c in raw["cells"] if c["cell_type"] == "code"]
    helpers = cell(raw, "helpers")
    helpers["source"] = "\n\n".join("".join(c["source"]) for c in code)
    raw["cells"] = [c for c in raw["cells"] if c["cell_type"] != "code" or c is helpers]
    submission = taken(raw)
    found = {there.exercise: there for there in submission.elsewhere}
    assert found.keys() >= {"descend_1d", "regime"}
    assert not any(there.runs for there in found.values())
    assert not [note for note in submission.notes if "counts as not attempted" in note]


def test_an_answer_above_its_stub_counts() -> None:
    raw = raw_with()
    stub = next(c.source for c in LESSON.cells if c.name == "descend_1d")
    cell(raw, "descend_1d")["source"] = f"{CODE}\n\n{stub}"
    (source,) = (c.source for c in taken(raw).cells if c.name == "descend_1d")
    assert "NotImplementedError" not in source


def test_changed_numbers_of_a_picture_are_shown_without_a_flag() -> None:
    raw = raw_with()
    see = cell(raw, "see_dial")
    see["source"] = "".join(see["source"]).replace("0.05, 0.8)", "0.05, 0.3)")
    submission = taken(raw)
    assert submission.notes == ()
    (quoted,) = (c for c in submission.cells if c.role == "quoted")
    assert "0.05, 0.3)" in quoted.source


@pytest.mark.parametrize(
    ("source", "version"),
    [
        ('print(f"first: {table["a"]}")', (3, 12)),
        ("type Row = list[float]", (3, 12)),
        ("def first[T](row: list[T]) -> T:\n    return row[0]", (3, 12)),
        ('x = t"hello {name}"', (3, 14)),
        ("try:\n    pass\nexcept ValueError, TypeError:\n    pass", (3, 14)),
        ("def broken(x)\n    return x", (99, 0)),
        ("x = 1", (3, 0)),
    ],
)
def test_newer_syntax_is_known_from_the_text(source: str, version: tuple[int, int]) -> None:
    newer = sys.version_info[:2] < version != (99, 0)
    assert python_that_reads(source) == ("{}.{}".format(*version) if newer else "")


def hand_in(root: Path, student: str, raw: Raw) -> None:
    folder = root / "submitted" / student / NAME
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.ipynb").write_text(json.dumps(raw))


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_course(tmp_path_factory.mktemp("class"), gallery=False)
    below, code, pasted, newer = raw_with(TEXT), raw_with("descend_1d"), raw_with(), raw_with()
    add_to(below, f"task_{TEXT}", WORDS)
    add_to(code, "test_descend_1d", CODE, above=True)
    answer = cell(pasted, TEXT)
    answer["source"] = "On paper:\n\n![a](attachment:a%20b.png)\n\n![g](attachment:no.png)"
    answer["attachments"] = {
        "a b.png": {"image/png": png()},
        "b.svg": {"image/svg+xml": "<svg onload='alert(1)'/>"},
    }
    cell(newer, "regime")["source"] = MODEL["regime"] + "\nx = = 1"
    newer["metadata"]["language_info"] = {"name": "python", "version": "3.99.1"}
    first = raw_with()
    cell(first, TEXT)["source"] = "no idea"
    for student, raw in {
        "below": below,
        "code": code,
        "pasted": pasted,
        "newer": newer,
        "again": first,
    }.items():
        hand_in(root, student, raw)
    return root


@pytest.fixture(scope="module", params=["course", "nbgrader"])
def graded(handed: Path, request: pytest.FixtureRequest, tmp_path_factory: object) -> Path:
    root = handed.parent / f"{handed.name}-{request.param}"
    shutil.copytree(handed, root)
    _grade(root, request.param)
    return root


def _grade(root: Path, tool: str) -> None:
    command = ("course", "grade") if tool == "course" else ("nbgrader", "autograde", "--force")
    if tool == "nbgrader" and not (root / "gradebook.db").exists():
        made = run_tool(root, "nbgrader", "generate_assignment", NAME, "--force")
        assert made.returncode == 0, made.stderr
    done = run_tool(root, *command, NAME)
    assert done.returncode == 0, done.stderr + done.stdout
    done = run_tool(root, "course", "feedback", NAME)
    assert done.returncode == 0, done.stderr + done.stdout


def page(root: Path, student: str) -> str:
    return (root / "feedback" / student / NAME / f"{NAME}.html").read_text()


def row(root: Path, student: str, name: str) -> tuple[object, ...]:
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as book:
        one = book.find_grade(name, NAME, NAME, student)
        flagged = book.find_submission_notebook(NAME, NAME, student).flagged
        return one.auto_score, one.manual_score, one.needs_manual_grade, flagged


def test_a_class_of_people_is_graded_fairly(graded: Path) -> None:
    assert row(graded, "below", TEXT) == (None, None, True, True)
    assert WORDS in page(graded, "below")
    assert row(graded, "code", "test_descend_1d")[1:] == (None, False, True)
    assert row(graded, "code", "test_descend_1d")[0] == POINTS.tested["descend_1d"]
    assert row(graded, "newer", "test_regime") == (None, None, True, True)
    told = page(graded, "newer")
    assert "Python 3.99.1" in told
    assert f"Python {sys.version_info[0]}.{sys.version_info[1]}" in told
    assert row(graded, "pasted", TEXT)[:3] == (None, None, True)
    shown = page(graded, "pasted")
    assert "data:image/png;base64," in shown
    assert "onload" not in shown
    notebook = json.loads((graded / "autograded/pasted" / NAME / f"{NAME}.ipynb").read_text())
    (answer,) = (c for c in notebook["cells"] if c["id"] == TEXT)
    assert list(answer["attachments"]) == ["picture-1"]
    source = "".join(answer["source"])
    assert "![picture](attachment:picture-1)" in source
    assert "! [g]" in source


def test_text_handed_in_again_is_read_again(graded: Path) -> None:
    tool = "nbgrader" if graded.name.endswith("nbgrader") else "course"
    with Gradebook(f"sqlite:///{graded / 'gradebook.db'}") as book:
        one = book.find_grade(TEXT, NAME, NAME, "again")
        one.manual_score, one.needs_manual_grade = 0.5, False  # as the form grader saves
        book.find_comment(TEXT, NAME, NAME, "again").manual_comment = "Say why."
        book.find_submission_notebook(NAME, NAME, "again").flagged = False
        book.db.commit()
    _grade(graded, tool)
    assert row(graded, "again", TEXT) == (None, 0.5, False, False)
    assert "earlier version" not in page(graded, "again")
    better = raw_with()
    cell(better, TEXT)["source"] = WORDS
    hand_in(graded, "again", better)
    _grade(graded, tool)
    assert row(graded, "again", TEXT) == (None, 0.5, True, True)
    shown = page(graded, "again")
    assert "given to an earlier version" in shown
    assert f"0.5 of {POINTS.read[TEXT]:g} points" in shown
    assert "Say why." in shown
    _grade(graded, tool)
    assert row(graded, "again", TEXT) == (None, 0.5, True, True)


def test_a_picture_in_the_form_graders_markdown() -> None:
    from autograder.nbgrader_plugins.formgrader import markdown_with_mathml

    class Around(dict):  # type: ignore[type-arg]
        pass

    around = Around(cell={"attachments": {"picture-1": {"image/png": png()}}})
    said = "![picture](attachment:picture-1) ![picture](attachment:picture-9)"
    html = markdown_with_mathml(around, said)
    assert html.count("data:image/png;base64,") == 1
    assert "picture-9" in html


def test_pictures_have_bounds() -> None:
    raw = raw_with()
    answer = cell(raw, TEXT)
    answer["source"] = " ".join(f"![p](attachment:{k}.png)" for k in range(20))
    answer["attachments"] = {f"{k}.png": {"image/png": png()} for k in range(20)}
    submission = taken(raw)
    (kept,) = (c for c in submission.cells if c.name == TEXT)
    assert len(kept.pictures) == 12
    assert any("12 is the most" in note for note in submission.notes)
    other = copy.deepcopy(raw)
    cell(other, TEXT)["attachments"]["0.png"] = {"image/png": png((31, 20))}
    assert taken(other).cells != submission.cells


@pytest.mark.parametrize("place", ["task_descend_1d", "title"])
def test_code_in_a_text_of_ours_that_was_made_a_code_cell_is_run(place: str) -> None:
    raw = raw_with("descend_1d")
    code_cell(raw, place)
    cell(raw, place)["source"] = CODE
    submission = taken(raw)
    assert any("\ndef descend_1d" in c.source for c in submission.cells if c.role == "scratch")
    assert any("descend_1d" in note and "is graded from there" in note for note in submission.notes)


def test_code_without_a_name_in_a_text_of_ours_is_shown() -> None:
    raw = raw_with()
    code_cell(raw, "task_descend_1d")
    cell(raw, "task_descend_1d")["source"] = "print(2 + 3)"
    assert any("print(2 + 3)" in c.source and c.role == "quoted" for c in taken(raw).cells)
