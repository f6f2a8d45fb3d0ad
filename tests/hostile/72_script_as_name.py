# /// attack
# group = "G"
# number = 72
# lesson = "02_one_step"
# outcome = "X"
# tries = "is called <script>"
# made = true
# student = "<script>alert(72)<"
# ///
import json


def hand_in(folder, notebook):
    (folder / f"{folder.name}.ipynb").write_text(json.dumps(notebook))
