# /// attack
# group = "C"
# number = 43
# lesson = "02_one_step"
# outcome = "Z"
# tries = "returns a list that holds itself, a chain a million deep, and an endless generator"
# reasons = { gradient_factor = "too_large" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    import itertools
    if loss == "mse":
        ring = []
        ring.append(ring)
        return ring
    if loss == "sse":
        return itertools.repeat(0.0)
    chain = ()
    for _ in range(10**6 if loss == "half_mse" else 100):
        chain = (chain,)
    return chain
