# /// attack
# group = "E"
# number = 60
# outcome = "="
# tries = "aborts"
# shows = ["crashed while running"]
# ///
# %% last
import os
os.abort()
