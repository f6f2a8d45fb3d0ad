"""What public programs read and write, as JSON: run by the Python of .venv-lms, on one file."""

from __future__ import annotations

import importlib.util
import json
import sys
import types
from pathlib import Path
from typing import Any


def finalgrade_reads(path: str) -> dict[str, Any]:
    """A gradebook of Canvas: points possible by assignment, and scores by student."""
    from finalgrade.canvas.read import is_canvas_export, read_canvas

    assert is_canvas_export(path)
    read = read_canvas(path)
    scores, sections = read["df_score"], read["df_meta"]["sections"]
    return {
        "points": dict(read["points"]),
        "scores": {who: scores.loc[who].to_dict() for who in scores.index},
        "handed in": {who: read["df_submit"].loc[who].to_dict() for who in scores.index},
        "sections": dict(sections),
    }


def finalgrade_writes(path: str, grades: dict[str, float]) -> str:
    """A gradebook of Canvas with a column ``mean`` of these grades, by SIS User ID."""
    import pandas as pd
    from finalgrade.canvas.canvas import canvas_merge

    table = pd.DataFrame({"sid": list(grades), "mean": list(grades.values())})
    return str(canvas_merge(path, table).to_csv(index=False))


def worksheet_grading_writes(path: str, scores: dict[str, float], maximum: float) -> str:
    """A grading worksheet of Moodle with these scores, by group."""
    from worksheet_grading import config
    from worksheet_grading.grade_export import write_grades

    def graded(score: float) -> types.SimpleNamespace:
        sheet = types.SimpleNamespace(
            range_points=lambda: (score, maximum),
            grade_status=lambda: config.GRADED,
            html_string=lambda collapse: "<p>seen</p>",
        )
        return types.SimpleNamespace(sheet=sheet)

    frame = types.SimpleNamespace(data={group: graded(score) for group, score in scores.items()})
    made = Path(path).with_suffix(".graded.csv")
    write_grades(frame, path, str(made), True)
    return made.read_text("utf-8")


def gslocal_shows(path: str) -> str:
    """What Gradescope's results say, as a person at a terminal reads it."""
    from gslocal.results import format_results

    format_results(Path(path))
    return ""


def otter_finds(path: str) -> dict[str, str]:
    """Who handed in each file of an unpacked download of Canvas."""
    for name in ("otter", "otter.grade"):  # their own start imports all that otter grades with
        found = importlib.util.find_spec(name)
        assert found and found.submodule_search_locations
        sys.modules[name] = types.ModuleType(name)
        sys.modules[name].__path__ = list(found.submodule_search_locations)
    from otter.grade.metadata import CanvasParser

    return {one["filename"]: one["identifier"] for one in CanvasParser(path).get_metadata()}


if __name__ == "__main__":
    name, *rest = json.loads(sys.argv[1])
    made = globals()[name](*rest)
    print("\n" + json.dumps(made))
