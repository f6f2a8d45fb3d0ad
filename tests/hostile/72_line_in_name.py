# /// attack
# group = "G"
# number = 72
# lesson = "02_one_step"
# outcome = "X"
# tries = "has a name of two lines"
# made = true
# student = "ada\nbela: 100 points"
# ///
import json


def hand_in(folder, notebook):
    (folder / f"{folder.name}.ipynb").write_text(json.dumps(notebook))
