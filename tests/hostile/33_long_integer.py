# /// attack
# group = "C"
# number = 33
# lesson = "02_one_step"
# outcome = "Z"
# tries = "returns an integer of 5000 digits"
# reasons = { gradient_factor = "too_large" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    return 10 ** 5000
