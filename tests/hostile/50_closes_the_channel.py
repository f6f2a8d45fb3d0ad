# /// attack
# group = "D"
# number = 50
# outcome = "="
# tries = "closes the channel"
# shows = ["ended while running"]
# ///
# %% last
import os
os.close(3)
