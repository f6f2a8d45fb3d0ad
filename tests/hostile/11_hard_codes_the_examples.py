# /// attack
# group = "A"
# number = 11
# lesson = "02_one_step"
# outcome = "Z"
# tries = "knows the examples of the page by heart, and nothing else"
# reasons = { one_step = "wrong" }
# ///
# %% one_step
def one_step(x, y, t0, t1, lr):
    known = {(2.0, 1.0, 5.0, 4.5): (0.6, 0.5)}
    return known.get(tuple(y), (0.2, 0.6))
