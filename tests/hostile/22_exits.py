# /// attack
# group = "B"
# number = 22
# lesson = "02_one_step"
# outcome = "="
# tries = "ends the process while the notebook runs"
# shows = ["ended while running"]
# ///
# %% last
import os
os._exit(0)
