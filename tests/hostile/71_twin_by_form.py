# /// attack
# group = "G"
# number = 71
# lesson = "02_one_step"
# outcome = "X"
# tries = "takes a name that looks like another, in another Unicode form"
# made = true
# student = "e\u0301ve"
# ///
import json


def hand_in(folder, notebook):
    (folder / f"{folder.name}.ipynb").write_text(json.dumps(notebook))
