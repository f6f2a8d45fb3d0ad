# /// attack
# group = "G"
# number = 66
# lesson = "02_one_step"
# outcome = "Z"
# tries = "deletes an answer cell"
# made = true
# reasons = { gradient_factor = "not_attempted missing" }
# ///
import json


def hand_in(folder, notebook):
    notebook["cells"] = [c for c in notebook["cells"] if c["id"] != "gradient_factor"]
    (folder / f"{folder.name}.ipynb").write_text(json.dumps(notebook))
