# /// attack
# group = "G"
# number = 66
# lesson = "02_one_step"
# outcome = "="
# tries = "reverses the cells, turns the kind of each around, changes every id"
# made = true
# ///
import json


def hand_in(folder, notebook):
    notebook["cells"].reverse()
    for k, cell in enumerate(notebook["cells"]):
        cell["id"] = f"cell-{k}"
        cell["cell_type"] = "markdown" if cell["cell_type"] == "code" else "code"
    (folder / f"{folder.name}.ipynb").write_text(json.dumps(notebook))
