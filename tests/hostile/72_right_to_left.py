# /// attack
# group = "G"
# number = 72
# lesson = "02_one_step"
# outcome = "X"
# tries = "has a name that turns the line around"
# made = true
# student = "\u202eada"
# ///
import json


def hand_in(folder, notebook):
    (folder / f"{folder.name}.ipynb").write_text(json.dumps(notebook))
