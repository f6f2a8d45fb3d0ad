"""Nothing that students must not see is released: not made by `build`, found by `--check`."""

from __future__ import annotations

import base64
import json
import shutil
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.build import build, check
from autograder.course import Course, tools_on_path
from autograder.grading.pool import Pool
from autograder.release import left_out
from tests.course.release.solved_copies import BY_CONTENT, BY_NAME, solved_notebook
from tests.course.support import ROOT, copy_course, run_tool

NAME = "02_one_step"
LINE = "return t0 - lr * slope_0, t1 - lr * slope_1"  # of its source
SENTENCE = "because each component is the rise per nudge. We want the loss to fall"
tools_on_path()


def png(colour: int) -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        held = kind + data
        return struct.pack(">I", len(data)) + held + struct.pack(">I", zlib.crc32(held))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes([0, colour, colour, colour]))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    )


ANSWER, TASK = png(1), png(2)


@pytest.fixture
def course(course_root: Path) -> Course:
    return Course.load(course_root)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(Course.load(ROOT), jobs=1, only=NAME) as pool:
        yield pool


@pytest.fixture(scope="module")
def littered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with a copy of every kind beside the source notebook, built once."""
    root = copy_course(tmp_path_factory.mktemp("course"), gallery=False)
    for name, content in copies(Course.load(root)).items():
        (root / "source" / NAME / name).write_bytes(content)
    build(Course.load(root), NAME)
    return root


def copies(course: Course) -> dict[str, bytes]:
    notebook = solved_notebook(course.assignment(NAME).source)
    made = {name: make(notebook) for name, make in BY_CONTENT.items()}
    return made | {name.format(name=NAME): b"Rar!\x1a\x07\0" for name in BY_NAME}


def picture(data: bytes) -> dict[str, str]:
    return {"image/png": base64.b64encode(data).decode()}


def edit(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change a notebook, and write it as nbformat does."""
    notebook = json.loads(path.read_text())
    change(notebook)
    text = json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n")


def cell_of(notebook: dict[str, Any], name: str) -> dict[str, Any]:
    return next(cell for cell in notebook["cells"] if cell["id"] == name)


def solution_text() -> str:
    source = json.loads(Course.load(ROOT).assignment(NAME).source.read_text())
    return "".join(cell_of(source, "one_step")["source"])


def text_in(course: Course) -> str:
    return course.assignment(NAME).release.read_text("utf-8")


def said(course: Course, pool: Pool) -> list[str]:
    return [f"{f.where}: {f.what}" for f in check(course, NAME, pool)]


# --- files beside the notebook


def test_no_copy_of_the_solved_notebook_is_handed_out(littered: Path) -> None:
    assert {p.name for p in (littered / "release" / NAME).rglob("*")} == {f"{NAME}.ipynb"}


def test_each_is_told_with_its_reason_and_the_check_passes(littered: Path) -> None:
    done = run_tool(littered, "course", "build", NAME, "--check")
    assert done.returncode == 0, done.stdout
    for name in copies(Course.load(littered)):
        assert f"left out: source/{NAME}/{name}: " in done.stdout


def test_stock_nbgrader_leaves_them_out_too(littered: Path) -> None:
    built = (littered / "release" / NAME / f"{NAME}.ipynb").read_bytes()
    done = run_tool(littered, "nbgrader", "generate_assignment", NAME, "--force")
    assert done.returncode == 0, done.stderr
    assert [p.name for p in (littered / "release" / NAME).iterdir()] == [f"{NAME}.ipynb"]
    assert (littered / "release" / NAME / f"{NAME}.ipynb").read_bytes() == built
    assert f"Leaving out {littered}/source/{NAME}/{NAME}.py" in done.stderr


def test_a_copy_in_the_release_is_found_by_what_is_in_it(course: Course, pool: Pool) -> None:
    made = copies(course)
    for name in BY_CONTENT:
        (course.root / "release" / NAME / name).write_bytes(made[name])
    found = said(course, pool)
    for name in BY_CONTENT:
        told = f"release/{NAME}/{name}: a line of the solution of 'one_step' stands in the release"
        assert any(what.startswith(told) for what in found), name
    notebook = json.loads(course.assignment(NAME).source.read_text())
    regions = {c["id"]: "".join(c["source"]).partition("### BEGIN") for c in notebook["cells"]}
    quoted = [name for name, parts in regions.items() if '"' in parts[2]]
    for name in ("state.json", "twice.json"):  # JSON escapes quotes
        told = [f"release/{NAME}/{name}: a line of the solution of {q!r} stands" for q in quoted]
        assert any(what.startswith(tuple(told)) for what in found), name


def test_an_archive_that_cannot_be_opened_is_found(course: Course, pool: Pool) -> None:
    for name, content in {"a.7z": b"7z\xbc\xaf\x27\x1c\0", "b.zip": b"PK\x03\x04 cut"}.items():
        (course.root / "release" / NAME / name).write_bytes(content)
        assert any(f"{name}: is an archive" in what for what in said(course, pool))
        shutil.move(course.root / "release" / NAME / name, course.root / "source" / NAME / name)
        assert "archive" in left_out(course, NAME)[name]


def test_hidden_tests_beside_the_source_are_left_out(course: Course) -> None:
    hidden = course.root / "tests" / "hidden" / NAME / "test_one_step.py"
    shutil.copy(hidden, course.root / "source" / NAME / "checks.py")
    assert "the hidden tests (test_one_step.py)" in left_out(course, NAME)["checks.py"]


def test_a_sentence_of_a_model_answer_is_found(course: Course, pool: Pool) -> None:
    (course.root / "release" / NAME / "hints.txt").write_text(f"Remember: {SENTENCE}!")
    assert any("a sentence of the solution of 'why_subtract'" in w for w in said(course, pool))


def test_data_notices_and_everyday_code_are_handed_out(course: Course, pool: Pool) -> None:
    """A teacher's own files are not refused for lines that everybody writes."""
    everyday = (
        "import numpy as np\nimport matplotlib.pyplot as plt\n\n\ndef draw(x, y, theta):\n"
        "    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)\n"
        "    fig, ax = plt.subplots()\n    for i in range(len(y)):\n"
        "        ax.plot(x[i], y[i])\n    return theta\n"
    )
    files = {
        "plotting.py": everyday.encode(),
        f"{NAME}.csv": b"x,y\n" + b"0.1,0.2\n" * 5000,
        "photo.png": TASK,
        "data.NOTICE.md": b"The data come from a book, see its page 12.",
        "numbers.json": json.dumps([[i / 7 for i in range(500)]]).encode(),
    }
    for name, content in files.items():
        (course.root / "source" / NAME / name).write_bytes(content)
    assert left_out(course, NAME) == {}
    build(course, NAME)
    there = {p.name: p.read_bytes() for p in (course.root / "release" / NAME).iterdir()}
    assert {name: there[name] for name in files} == files
    assert [what for what in said(course, pool) if "could not" not in what] == []


def test_a_teacher_can_hand_out_a_file_in_spite_of_all(course: Course, pool: Pool) -> None:
    copy = f"{NAME}.py"
    content = copies(course)["helpers.py"]
    (course.root / "source" / NAME / copy).write_bytes(content)
    with (course.root / "course_config.py").open("a") as config:
        config.write(f'c.Course.handed_out = ["{NAME}/{copy}"]\n')
    willing = Course.load(course.root)
    assert left_out(willing, NAME) == {}
    build(willing, NAME)
    assert (course.root / "release" / NAME / copy).read_bytes() == content
    assert said(willing, pool) == []


# --- attachments


def test_a_picture_of_a_model_answer_is_not_handed_out_and_others_are(
    course: Course, pool: Pool
) -> None:
    def attach(notebook: dict[str, Any]) -> None:
        answer, task = cell_of(notebook, "why_subtract"), cell_of(notebook, "task_one_step")
        answer["attachments"] = {"proof.png": picture(ANSWER), "both.png": picture(TASK)}
        answer["source"] = "![](attachment:proof.png) ![](attachment:both.png) And words."
        task["attachments"] = {"a task.png": picture(TASK), "unused.png": picture(ANSWER)}
        task["source"] = "".join(task["source"]) + "\n\n![](attachment:a%20task.png)"

    edit(course.assignment(NAME).source, attach)
    build(course, NAME)
    released = text_in(course)
    assert picture(ANSWER)["image/png"] not in released
    assert cell_of(json.loads(released), "task_one_step")["attachments"] == {
        "a task.png": picture(TASK)
    }
    assert said(course, pool) == []


def test_a_picture_above_the_solution_belongs_to_the_question(course: Course) -> None:
    def attach(notebook: dict[str, Any]) -> None:
        cell = cell_of(notebook, "why_subtract")
        cell["attachments"] = {"a.png": picture(TASK), "b.png": picture(ANSWER)}
        cell["source"] = (
            "![](attachment:a.png)\n### BEGIN SOLUTION\n![](attachment:b.png)\n### END SOLUTION"
        )

    edit(course.assignment(NAME).source, attach)
    build(course, NAME)
    cell = cell_of(json.loads(text_in(course)), "why_subtract")
    assert cell["attachments"] == {"a.png": picture(TASK)}


def test_a_released_picture_of_a_model_answer_is_found(course: Course, pool: Pool) -> None:
    def attach(notebook: dict[str, Any]) -> None:
        cell = cell_of(notebook, "why_subtract")
        cell["attachments"] = {"proof.png": picture(ANSWER)}
        cell["source"] = "See ![](attachment:proof.png)"

    edit(course.assignment(NAME).source, attach)
    edit(course.assignment(NAME).release, attach)
    found = said(course, pool)
    assert any(
        "the picture 'proof.png' of 'why_subtract' stands in the release" in w for w in found
    )
    (course.root / "source" / NAME / "board.png").write_bytes(ANSWER)
    assert "proof.png" in left_out(course, NAME)["board.png"]


def test_an_attachment_that_nothing_shows_is_found(course: Course, pool: Pool) -> None:
    edit(
        course.assignment(NAME).release,
        lambda nb: cell_of(nb, "one_step").update(attachments={"x.png": picture(TASK)}),
    )
    assert any("attachment 'x.png', which its text does not show" in w for w in said(course, pool))


# --- metadata

CELL_COPIES: dict[str, Callable[[str], Any]] = {
    "vscode": lambda text: {"languageId": "python", "original": text},
    "colab": lambda text: {"base_uri": "https://localhost/", "source_code": text},
    "executionInfo": lambda text: {"user": {"displayName": text}},
    "deepnote_app_block_order": lambda text: text,
    "source_hash": lambda text: text,
    "jupytext": lambda text: {"text_representation": {"content": text}},
    "papermill": lambda text: {"parameters": {"source": text}},
    "jupyter_ai": lambda text: {"prompt": text},
    "nbdime-conflicts": lambda text: {"local_diff": [{"value": text}]},
    "solution2": lambda text: "hidden",
    "original_source": lambda text: text.splitlines(keepends=True),
    "jupyter": lambda text: {"source_hidden": True, "history": text},
    "nbgrader": lambda text: {"solution_text": base64.b64encode(text.encode()).decode()},
    "tags": lambda text: ["raises-exception", text.replace(",", " ")],
    "format": lambda text: text,
}
NOTEBOOK_COPIES: dict[str, Callable[[str], Any]] = {
    "widgets": lambda text: {
        "application/vnd.jupyter.widget-state+json": {"state": {"a": {"state": {"value": text}}}}
    },
    "colab": lambda text: {"provenance": [{"file_id": "1"}], "cell_execution_strategy": text},
    "jupytext": lambda text: {"cell_metadata_filter": text},
    "papermill": lambda text: {"parameters": {"answer": text}},
    "deepnote_notebook_id": lambda text: text,
    "language_info": lambda text: {"name": "python", "history": text},
}


def litter(notebook: dict[str, Any]) -> None:
    """Put a copy of an answer under every key at once."""
    cell = cell_of(notebook, "one_step")
    text = solution_text()
    for key, made in CELL_COPIES.items():
        value = made(text)
        cell["metadata"][key] = (
            {**cell["metadata"].get(key, {}), **value} if key == "nbgrader" else value
        )
    notebook["metadata"] |= {key: made(text) for key, made in NOTEBOOK_COPIES.items()}


def test_copies_in_metadata_are_not_handed_out(course: Course, pool: Pool) -> None:
    before = json.loads(text_in(course))
    edit(course.assignment(NAME).source, litter)
    build(course, NAME)
    after = json.loads(text_in(course))
    wanted = {"jupyter": {"source_hidden": True}}
    assert cell_of(after, "one_step")["metadata"].items() >= wanted.items()
    cell_of(after, "one_step")["metadata"].pop("jupyter")
    assert after == before
    assert said(course, pool) == []


def test_copies_in_the_metadata_of_a_release_are_found(course: Course, pool: Pool) -> None:
    edit(course.assignment(NAME).release, litter)
    found = said(course, pool)
    for key in CELL_COPIES.keys() - {"nbgrader", "jupyter"}:
        assert any(f"holds metadata {key!r} of cell 'one_step'" in what for what in found), key
    for key in NOTEBOOK_COPIES.keys() - {"language_info"}:
        assert any(f"holds metadata {key!r} of the notebook" in what for what in found), key
    for key in ("nbgrader.solution_text", "jupyter.history", "language_info.history"):
        assert any(f"holds metadata {key!r}" in what for what in found), key


@pytest.mark.parametrize("key", ["papermill", "nbgrader", "widgets"])
def test_a_line_in_metadata_is_told_with_its_place(course: Course, pool: Pool, key: str) -> None:
    """One copy each: plain, in base64, and deep in the notebook's own."""

    def copy(notebook: dict[str, Any]) -> None:
        if key == "widgets":
            notebook["metadata"][key] = NOTEBOOK_COPIES[key](LINE)
        else:
            cell_of(notebook, "one_step")["metadata"][key] = CELL_COPIES[key](LINE)

    edit(course.assignment(NAME).release, copy)
    place = "the notebook's own metadata" if key == "widgets" else "metadata of cell 'one_step'"
    told = f"a line of the solution of 'one_step' stands in the release, in {place}: {LINE!r}"
    assert any(told in what for what in said(course, pool))


@pytest.mark.parametrize("place", ["output", "comment", "second key", "another cell"])
def test_a_line_anywhere_in_the_notebook_is_found(course: Course, pool: Pool, place: str) -> None:
    release = course.assignment(NAME).release

    def leak(notebook: dict[str, Any]) -> None:
        cell = cell_of(notebook, "see_one_step" if place == "another cell" else "one_step")
        if place == "output":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": [f"{LINE}\n"]}]
        elif place == "comment":
            cell_of(notebook, "task_one_step")["source"] = f"Text <!-- {LINE} -->"
        else:
            cell["source"] = f"{''.join(cell['source'])}\n# {LINE}"

    if place == "second key":  # JSON readers take the last of two
        text = release.read_text().replace('"metadata": {', f'"x": "{LINE}", "metadata": {{', 1)
        release.write_text(text.replace('"cells":', f'"cells": ["{LINE}"], "cells":', 1))
    else:
        edit(release, leak)
    assert any(
        "a line of the solution of 'one_step' stands in the release" in w
        for w in said(course, pool)
    )


# --- what the source itself shows


def show(course: Course, code: str) -> None:
    """Let the source's task text hold this code, as a worked example would."""

    def write(notebook: dict[str, Any]) -> None:
        task = cell_of(notebook, "task_one_step")
        task["source"] = f"{''.join(task['source'])}\n\n```python\n{code}\n```"

    edit(course.assignment(NAME).source, write)
    build(course, NAME)


def test_a_worked_example_may_share_a_line(course: Course, pool: Pool) -> None:
    show(course, "error = t0 + t1 * x - y")
    assert said(course, pool) == []


def test_the_whole_answer_in_a_text_is_found(course: Course, pool: Pool) -> None:
    show(course, solution_text().split("### BEGIN SOLUTION\n")[1].split("### END")[0])
    assert any(
        "every line of the solution of 'one_step' stands in" in w for w in said(course, pool)
    )


def test_a_file_that_is_no_notebook_is_told_as_one(course: Course, pool: Pool) -> None:
    course.assignment(NAME).release.write_text(f"{{ damaged {LINE}")
    found = said(course, pool)
    assert any("is not a notebook" in what for what in found), found
    assert any("a line of the solution of 'one_step'" in what for what in found), found
