"""What a notebook shows has an end, however many cells it has."""

from __future__ import annotations

from dataclasses import replace

from autograder.client.notebook_run import FULL_CELLS

from .conftest import LIMITS, fault


def test_a_notebook_shows_so_much_and_then_notes_and_errors(notebook):
    loud = f"print('x' * {LIMITS.output_kb * 1000})"
    student = notebook(*[loud] * (FULL_CELLS + 8), f"{loud}; late = 1 / 0", "quiet = 1")
    shown = [len(str(run.outputs)) for run in student.runs]
    assert sum(shown) < (FULL_CELLS + 1) * LIMITS.output_kb * 1024
    assert "a notebook may show 2 MB" in student.runs[FULL_CELLS + 7].outputs[-1]["text"]
    assert student.runs[-2].outputs[0]["ename"] == "ZeroDivisionError"
    assert student.runs[-1].outputs == ()
    assert student.quiet.get() == 1
    assert "ZeroDivisionError" in fault(student, f"c{FULL_CELLS + 8}").says


def test_running_again_spends_nothing(notebook):
    loud = [f"print('x' * {LIMITS.output_kb * 1000})"]
    hasty = replace(LIMITS, cell_seconds=0.7)
    student = notebook(*loud * 20, "while True: pass", *loud * 8, limits=hasty)
    assert [run.outputs[0]["name"] for run in student.runs if run.name != "c20"] == ["stdout"] * 28
