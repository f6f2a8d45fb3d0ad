"""An exercise that is taken out of a notebook, and what its folders in the gallery still hold."""

from __future__ import annotations

import json
from pathlib import Path

from tests.course.support.small_class import NAME, copy_other_course, hand_in, run_tool

GONE = "sort_numbers"


def test_its_answers_are_named_and_all_others_are_still_tested(tmp_path: Path) -> None:
    root = copy_other_course(tmp_path / "course")
    hand_in(root, "ada")
    for folder, first in (("right_answers", ""), ("two_mistakes", "# mistakes: a and b\n")):
        path = root / "tests" / folder / NAME / GONE / "one.py"
        path.parent.mkdir(parents=True)
        path.write_text(f"{first}def {GONE}(items):\n    return items\n")
    source = root / "source" / NAME / f"{NAME}.ipynb"
    notebook = json.loads(source.read_text("utf-8"))
    notebook["cells"] = [
        cell
        for cell in notebook["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") not in (GONE, f"test_{GONE}")
    ]
    source.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")
    for words, code in ((("build",), 0), (("grade", NAME), 0), (("gallery",), 1)):
        done = run_tool(root, "course", *words)
        assert done.returncode == code, done.stdout + done.stderr
        assert f"wrong_answers/{NAME}/{GONE}/sorted_downwards.py: {NAME} has no" in done.stderr
    assert "3 answers are to no exercise" in done.stdout
    assert f"right_answers/{NAME}/{GONE}/one.py: {NAME} has no exercise" in done.stdout
    assert "1 wrong" in done.stdout, "value_not_place"
    kept = json.loads((root / "tests" / "hidden" / NAME / "fingerprints.json").read_text("utf-8"))
    assert "value_not_place" in str(kept)
    assert GONE not in str(kept["exercises"])
