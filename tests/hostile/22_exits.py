# /// attack
# group = "B"
# number = 22
# outcome = "W"
# tries = "ends the process while the notebook runs"
# ///
# %% last
import os
os._exit(0)
