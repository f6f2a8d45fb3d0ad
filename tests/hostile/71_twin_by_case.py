# /// attack
# group = "G"
# number = 71
# lesson = "02_one_step"
# outcome = "X"
# tries = "takes a name that differs from another only by case"
# made = true
# student = "red-twin"
# ///
import json


def hand_in(folder, notebook):
    other = folder.parents[1] / folder.parent.name.upper() / folder.name
    other.mkdir(parents=True)
    (folder / f"{folder.name}.ipynb").write_text(json.dumps(notebook))
