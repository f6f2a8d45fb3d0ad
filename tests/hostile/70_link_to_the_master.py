# /// attack
# group = "G"
# number = 70
# lesson = "02_one_step"
# outcome = "X"
# tries = "hands in a link to the notebook with the solutions"
# made = true
# shows = ["link"]
# ///
def hand_in(folder, notebook):
    (folder / f"{folder.name}.ipynb").symlink_to(f"../../../source/{folder.name}/{folder.name}.ipynb")
