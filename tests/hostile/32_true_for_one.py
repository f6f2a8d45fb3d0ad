# /// attack
# group = "C"
# number = 32
# lesson = "02_one_step"
# outcome = "Z"
# tries = "returns True where 1.0 is asked"
# reasons = { gradient_factor = "wrong" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    return True
