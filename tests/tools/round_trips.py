"""Round trips of a notebook through other tools, as people run them; `{0}` is its name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.course.support import ROOT

BIN = ROOT / ".venv-tools" / "bin"
BOTH = "run_gd"  # in a merge with a conflict
TO_PYTHON = "jupytext -q --to {1} {0}.ipynb && rm {0}.ipynb && jupytext -q --to ipynb {0}.{2}"


@dataclass(frozen=True)
class Trip:
    """A name, and the commands of a shell that turn NAME.ipynb into NAME.ipynb."""

    name: str
    commands: str
    runs: bool = False  # the cells: seconds

    def go(self, folder: Path, name: str, notebook: Any, released: Any) -> bytes:
        """Return what comes back; `released.ipynb` beside it is what was handed out."""
        folder.mkdir(parents=True)
        written = ((name, notebook), ("released", released), *self.two_people(notebook, released))
        for stem, content in written:
            (folder / f"{stem}.ipynb").write_text(json.dumps(content, indent=1), "utf-8")
        done = subprocess.run(
            ["bash", "-euc", self.commands.replace("{0}", name)],
            cwd=folder,
            env=_environment(folder),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, (self.name, done.stdout, done.stderr)
        return (folder / f"{name}.ipynb").read_bytes()

    def two_people(self, notebook: Any, released: Any) -> list[tuple[str, Any]]:
        """The work as two did it: each wrote every second answer, or both wrote one."""
        if "nbmerge" not in self.commands:
            return []
        stubs = {_name(cell): cell["source"] for cell in released["cells"]}
        halves = []
        for stem, first in (("mine", 0), ("theirs", 1)):
            half = json.loads(json.dumps(notebook))
            answers = [cell for cell in half["cells"] if _is_answer(cell)]
            for cell in answers[first::2]:
                cell["source"] = stubs[_name(cell)]
            if "conflict" in self.name:
                written = next(c["source"] for c in notebook["cells"] if _name(c) == BOTH)
                both = next(cell for cell in answers if _name(cell) == BOTH)
                both["source"] = "".join(written).replace(
                    "return", "return" if stem == "mine" else "return 0,"
                )
            halves.append((stem, half))
        return halves


def _is_answer(cell: Any) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get("solution"))


def _name(cell: Any) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", cell["id"]))


def _environment(folder: Path) -> dict[str, str]:
    """The tools first; a kernel that has what the lessons import; nobody's own settings."""
    kernel = folder / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    start = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    about = {"argv": start, "display_name": "Python 3", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(about), "utf-8")
    return {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "JUPYTER_PATH": str(folder / "jupyter"),
        "DO_NOT_TRACK": "1",
    }


def missing() -> str:
    """Say how to make the environment of the tools, or ""."""
    made = (BIN.parent / ".ready").is_file()
    return (
        "" if made else "the environment of the tools is not there; make it with: make test-tools"
    )


def _jupytext(form: str, ending: str, options: str = "") -> str:
    return TO_PYTHON.replace("{1}", f"{form} {options}".strip()).replace("{2}", ending)


def _nbformat(code: str) -> str:
    head = "import nbformat; n = nbformat.read('{0}.ipynb', 4)"
    return f"python -c \"{head}; {code}; nbformat.write(n, '{{0}}.ipynb')\""


PANDOC = 'pandoc=$(python -c "import pypandoc; print(pypandoc.get_pandoc_path())"); '
DEEPNOTE = "deepnote convert {0}.ipynb -o d.deepnote && rm {0}.ipynb && "
BACK = "deepnote convert {1} -o out && mv out/*.ipynb {0}.ipynb"
WITHOUT = "--opt cell_metadata_filter=-all"
MERGE = "nbmerge released.ipynb mine.ipynb theirs.ipynb --out {0}.ipynb"
CONFLICT = Trip("nbdime_conflict", f"{MERGE} || true")
TRIPS = [
    Trip("jupytext_percent", _jupytext("py:percent", "py")),
    Trip("jupytext_percent_without_metadata", _jupytext("py:percent", "py", WITHOUT)),
    Trip("jupytext_light", _jupytext("py:light", "py")),
    Trip("jupytext_markdown", _jupytext("md", "md")),
    Trip("jupytext_myst", _jupytext("myst", "md")),
    Trip(
        "jupytext_paired",
        "jupytext -q --set-formats ipynb,py:percent {0}.ipynb && touch {0}.py"
        " && jupytext -q --sync {0}.ipynb",
    ),
    Trip("nbstripout", "nbstripout {0}.ipynb"),
    Trip(
        "nbstripout_all_metadata",
        "nbstripout --drop-empty-cells --extra-keys 'cell.metadata.nbgrader cell.metadata.tags"
        " metadata.kernelspec' {0}.ipynb",
    ),
    Trip(
        "nb_clean", "nb-clean clean --remove-empty-cells --remove-all-notebook-metadata {0}.ipynb"
    ),
    Trip("ruff_format", "ruff format -q --isolated {0}.ipynb"),
    Trip(
        "ruff_fix",
        "ruff check -q --isolated --fix --unsafe-fixes --select E,F,I,UP,B,SIM,C4 --exit-zero"
        " {0}.ipynb",
    ),
    Trip("black", "black -q {0}.ipynb"),
    Trip("nbqa_isort", "nbqa isort -q --float-to-top {0}.ipynb"),
    Trip("nbqa_pyupgrade", "nbqa pyupgrade --py311-plus {0}.ipynb || true"),  # 1: it changed some
    Trip(
        "marimo",
        "marimo -q convert {0}.ipynb -o m.py && rm {0}.ipynb"
        " && marimo -q export ipynb m.py -o {0}.ipynb --no-sandbox --sort top-down",
    ),
    Trip("nbdime_merge", MERGE),
    Trip(
        "nbconvert_clear",
        "jupyter nbconvert --log-level ERROR --to notebook --inplace {0}.ipynb"
        " --ClearOutputPreprocessor.enabled=True --ClearMetadataPreprocessor.enabled=True",
    ),
    Trip(
        "nbconvert_script",
        "jupyter nbconvert --log-level ERROR --to python {0}.ipynb && rm {0}.ipynb"
        " && jupytext -q --to ipynb {0}.py",
    ),
    Trip(
        "nbconvert_execute",
        "jupyter nbconvert --log-level ERROR --to notebook --execute --allow-errors --inplace"
        " {0}.ipynb",
        runs=True,
    ),
    Trip(
        "papermill",  # which stops at an error, and puts two cells beside it
        "papermill --no-progress-bar -p rate 1 {0}.ipynb p.ipynb 2>log || true"
        "; mv p.ipynb {0}.ipynb",
        runs=True,
    ),
    Trip("deepnote", DEEPNOTE + BACK.replace("{1}", "d.deepnote")),
    Trip(
        "deepnote_quarto",
        DEEPNOTE + "deepnote convert d.deepnote -f quarto -o q.qmd"
        " && deepnote convert q.qmd -o e && " + BACK.replace("{1}", "e*/*.deepnote"),
    ),
    Trip(
        "pandoc_markdown",
        PANDOC + "$pandoc {0}.ipynb -o {0}.md -t markdown && rm {0}.ipynb"
        " && $pandoc {0}.md -f markdown -o {0}.ipynb",
    ),
    Trip("format_4_0", _nbformat("n.nbformat_minor = 0; [c.pop('id') for c in n.cells]")),
]
