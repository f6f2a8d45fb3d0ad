# /// attack
# group = "G"
# number = 71
# lesson = "02_one_step"
# outcome = "X"
# tries = "is called .."
# made = true
# student = ".."
# ///
import json


def hand_in(folder, notebook):
    (folder / f"{folder.name}.ipynb").write_text(json.dumps(notebook))
