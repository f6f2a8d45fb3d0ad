# /// attack
# group = "G"
# number = 66
# lesson = "02_one_step"
# outcome = "="
# tries = "hands in an answer cell twice, the wrong one first"
# made = true
# ///
import json


def hand_in(folder, notebook):
    (answer,) = [c for c in notebook["cells"] if c["id"] == "gradient_factor"]
    place = notebook["cells"].index(answer)
    wrong = "def gradient_factor(loss, n):\n    return 0.0"
    notebook["cells"].insert(place, {**answer, "source": wrong})
    (folder / f"{folder.name}.ipynb").write_text(json.dumps(notebook))
