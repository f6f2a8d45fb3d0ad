"""Texts that no person writes: they take no longer than others, and none is too deep to be read."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest

from autograder.intake import read_handed_in
from autograder.intake.elsewhere import _names
from autograder.intake.written import functions_defined, usual
from tests.course.support.honest_notebooks import ASSIGNMENT, NAME, added, cell, notebook, taken

FEW_SECONDS = 5.0  # by the processor; each of these took a minute
EMPTY_LINES = "\n" * 60_000
DEEP = {
    "sum": f"x = {'+'.join('1' * 3000)}",
    "elif": "if x:\n    pass\n" + "elif x:\n    pass\n" * 1300,
    "lambda": f"x = {'lambda: ' * 1500}1",
    "calls": f"x = f{'()' * 2500}",
}


@pytest.mark.parametrize("name", ["title", "test_smallest", "smallest", "added"])
@pytest.mark.parametrize("code", DEEP.values(), ids=DEEP)
def test_no_code_is_too_deep_to_be_taken_in(name: str, code: str) -> None:
    raw = notebook()
    if name == "added":
        raw["cells"].append(added(code))
    else:
        cell(raw, name).update(source=code, cell_type="code")
    shown = "\n".join(cell.source for cell in taken(raw).cells)
    assert code.split("\n")[0] in shown and code.split("\n")[-1] in shown


@pytest.mark.parametrize("text", [EMPTY_LINES, "- [" + " " * 60_000, "\n\t" * 30_000])
def test_white_space_costs_no_time(text: str) -> None:
    began = time.process_time()
    usual(text)
    functions_defined(f"{text}return x")
    _names(f"{text}!", "descend_1d")
    assert time.process_time() - began < FEW_SECONDS


def test_empty_lines_beside_a_file_of_ones_own_cost_no_time(tmp_path: Path) -> None:
    folder = tmp_path / "submitted" / "ada" / NAME
    folder.mkdir(parents=True)
    raw = notebook()
    raw["cells"].append(added(f"x = 1{EMPTY_LINES}y = 2"))
    (folder / f"{NAME}.ipynb").write_text(json.dumps(raw))
    (folder / "mine.py").write_text("")
    began = time.process_time()
    read_handed_in(folder / f"{NAME}.ipynb", "ada", ASSIGNMENT, 1)
    assert time.process_time() - began < FEW_SECONDS


def test_a_large_module_beside_many_files_costs_no_time(tmp_path: Path) -> None:
    folder = tmp_path / "submitted" / "ada" / NAME
    folder.mkdir(parents=True)
    raw = notebook()
    raw["cells"].append(added("import mine"))
    (folder / f"{NAME}.ipynb").write_text(json.dumps(raw))
    (folder / "mine.py").write_text("import other\n" + "x = 'aaaa bbbb'\n" * 200_000)
    (folder / "other.py").write_text("import mine")
    for number in range(50):
        (folder / f"not_used_{number}.py").write_text("")
    began = time.process_time()
    taken_along = read_handed_in(folder / f"{NAME}.ipynb", "ada", ASSIGNMENT, 1).own_files
    assert time.process_time() - began < FEW_SECONDS
    assert [*taken_along] == ["mine.py", "other.py"]


def test_a_box_counts_as_unticked_and_a_name_as_a_heading_wherever_they_stand() -> None:
    boxes = "\n\n- [x] a\n  * [ ✓ ] b\n1. [] c\n-\n[x] d"
    assert re.findall(r"\[.*?\]", usual(boxes)) == ["[ ]", "[ ]", "[ ]", "[x]"]
    assert _names("first\n\n **descend_1d** : it stops", "descend_1d")
    assert not _names("first\n\nwhat descend_1d is:", "descend_1d")
