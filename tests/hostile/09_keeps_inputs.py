# /// attack
# group = "A"
# number = 9
# lesson = "02_one_step"
# outcome = "="
# tries = "keeps all inputs, and looks for expected values between the calls"
# ///
# %% first
kept, found = [], []
# %% gradient_factor
def gradient_factor(loss, n):
    import gc
    kept.append((loss, n))
    found.extend(d for d in gc.get_objects() if type(d) is dict and "expected" in d)
    if found:
        raise ValueError("found")
    return {"mse": 2 / n, "half_mse": 1 / n, "sse": 2.0, "half_sse": 1.0}[loss]
