# /// attack
# group = "G"
# number = 68
# lesson = "02_one_step"
# outcome = "X"
# tries = "hands in a hundred thousand cells"
# made = true
# ///
import json


def hand_in(folder, notebook):
    notebook["cells"] += [{"cell_type": "markdown", "metadata": {}, "source": "", "id": "x"}] * 100_000
    (folder / f"{folder.name}.ipynb").write_text(json.dumps(notebook))
