# /// attack
# group = "D"
# number = 50
# lesson = "02_one_step"
# outcome = "="
# tries = "closes the channel"
# shows = ["ended while running"]
# ///
# %% last
import os
os.close(3)
