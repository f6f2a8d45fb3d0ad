# /// attack
# group = "E"
# number = 60
# outcome = "W"
# tries = "aborts"
# ///
# %% last
import os
os.abort()
