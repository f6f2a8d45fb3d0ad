# /// attack
# group = "E"
# number = 60
# lesson = "02_one_step"
# outcome = "="
# tries = "aborts"
# shows = ["crashed while running"]
# ///
# %% last
import os
os.abort()
