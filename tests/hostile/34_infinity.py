# /// attack
# group = "C"
# number = 34
# lesson = "02_one_step"
# outcome = "Z"
# tries = "returns 1e999, and an array of it"
# reasons = { gradient_factor = "wrong" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    return np.array([1e999, -1e999])[0] if n == 7 else float("1e999")
