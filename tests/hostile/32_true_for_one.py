# /// attack
# group = "C"
# number = 32
# outcome = "Z"
# tries = "returns True where 1.0 is asked"
# reasons = { gradient_factor = "wrong" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    return True
