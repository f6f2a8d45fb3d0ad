# /// attack
# group = "G"
# number = 68
# lesson = "02_one_step"
# outcome = "X"
# tries = "hands in half a file"
# made = true
# shows = ["JSON"]
# ///
import json


def hand_in(folder, notebook):
    text = json.dumps(notebook)
    (folder / f"{folder.name}.ipynb").write_text(text[: len(text) // 2])
