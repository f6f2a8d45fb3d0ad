# /// attack
# group = "C"
# number = 38
# lesson = "02_one_step"
# outcome = "Z"
# tries = "returns, prints and raises lone surrogates"
# reasons = { gradient_factor = "wrong raised" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    print("\ud800")
    if n == 7:
        raise ValueError("\udfff")
    return "\ud800"
