# /// attack
# group = "G"
# number = 68
# lesson = "02_one_step"
# outcome = "X"
# tries = "hands in a notebook of version 3"
# made = true
# shows = ["version 4"]
# ///
import json


def hand_in(folder, notebook):
    notebook = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": notebook["cells"], "metadata": {}}]}
    (folder / f"{folder.name}.ipynb").write_text(json.dumps(notebook))
