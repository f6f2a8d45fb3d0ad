"""Courses in nbgrader's own style, and hand-ins of them: right, wrong, raising, empty, late."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Variant:
    """A hand-in: what stands in which cells, cells added below others, cells that are not there.

    ``without`` names notebooks that were not handed in; ``when`` is when it came.
    """

    cells: Mapping[str, str] = field(default_factory=dict)
    added: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    when: str = ""


def hand_in(root: Path, assignment: str, student: str, variant: Variant) -> None:
    """Write a hand-in of what was released."""
    folder = root / "submitted" / student / assignment
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted((root / "release" / assignment).glob("*.ipynb")):
        if path.stem in variant.without:
            continue
        notebook = json.loads(path.read_text(encoding="utf-8"))
        notebook["cells"] = [cell for raw in notebook["cells"] for cell in _changed(raw, variant)]
        (folder / path.name).write_text(json.dumps(notebook), encoding="utf-8")
    if variant.when:
        (folder / "timestamp.txt").write_text(variant.when, encoding="utf-8")


def _changed(raw: dict[str, Any], variant: Variant) -> list[dict[str, Any]]:
    name = raw["metadata"].get("nbgrader", {}).get("grade_id", "")
    if name in variant.dropped:
        return []
    cells = [raw | {"source": variant.cells.get(name, raw["source"])}]
    if name in variant.added:
        more = {"cell_type": "code", "metadata": {}, "source": variant.added[name]}
        cells.append(more | {"execution_count": None, "outputs": []})
    return cells
