# /// attack
# group = "C"
# number = 35
# lesson = "02_one_step"
# outcome = "Z"
# tries = "returns far more than an answer holds: a long text, a long list, a large array"
# reasons = { gradient_factor = "too_large" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    return {"mse": "x" * 2**26, "half_mse": [0.0] * 2**21, "sse": np.zeros(2**23), "half_sse": "\udcff" * 2**23}[loss]
