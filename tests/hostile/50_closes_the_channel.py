# /// attack
# group = "D"
# number = 50
# outcome = "W"
# tries = "closes the channel"
# ///
# %% last
import os
os.close(3)
