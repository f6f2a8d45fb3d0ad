# /// attack
# group = "G"
# number = 70
# lesson = "02_one_step"
# outcome = "X"
# tries = "hands in a folder that is a link to the folder of another student"
# made = true
# shows = ["link"]
# ///
def hand_in(folder, notebook):
    folder.rmdir()
    folder.symlink_to(f"../ada/{folder.name}")
