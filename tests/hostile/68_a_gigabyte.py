# /// attack
# group = "G"
# number = 68
# lesson = "02_one_step"
# outcome = "X"
# tries = "hands in a file of a gigabyte"
# made = true
# shows = ["larger than"]
# ///
import json


def hand_in(folder, notebook):
    with (folder / f"{folder.name}.ipynb").open("wb") as file:
        file.truncate(1 << 30)
