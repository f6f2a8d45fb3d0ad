# /// attack
# group = "C"
# number = 30
# lesson = "02_one_step"
# outcome = "Z"
# tries = "returns nan: not abs(nan - 5) > tol"
# reasons = { gradient_factor = "wrong" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    return float("nan")
