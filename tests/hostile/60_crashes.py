# /// attack
# group = "E"
# number = 60
# lesson = "02_one_step"
# outcome = "="
# tries = "reads from address 0"
# shows = ["crashed"]
# ///
# %% last
import ctypes
ctypes.string_at(0)
