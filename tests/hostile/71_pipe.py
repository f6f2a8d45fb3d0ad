# /// attack
# group = "G"
# number = 71
# lesson = "02_one_step"
# outcome = "X"
# tries = "hands in a pipe that nobody writes to"
# made = true
# shows = ["plain file"]
# ///
import os


def hand_in(folder, notebook):
    os.mkfifo(folder / f"{folder.name}.ipynb")
