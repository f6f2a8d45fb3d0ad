# /// attack
# group = "B"
# number = 23
# lesson = "02_one_step"
# outcome = "Z"
# tries = "ends the process inside a function"
# reasons = { gradient_factor = "ended" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    import os
    os._exit(0)
