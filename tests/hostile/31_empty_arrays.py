# /// attack
# group = "C"
# number = 31
# lesson = "02_one_step"
# outcome = "Z"
# tries = "returns an empty array, which is close to everything"
# reasons = { gradient_factor = "wrong" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    return np.empty((0,))
