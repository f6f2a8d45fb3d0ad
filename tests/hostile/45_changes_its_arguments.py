# /// attack
# group = "C"
# number = 45
# lesson = "02_one_step"
# outcome = "="
# tries = "writes into every argument of earlier calls, through what it kept of them"
# ///
# %% first
kept = []
# %% one_step
def one_step(x, y, t0, t1, lr):
    for old in kept:
        old[:] = [1e9] * len(old)
    kept[:] = [a for a in (x, y) if isinstance(a, (list, np.ndarray))]
    a, b = np.array(x, dtype=float), np.array(y, dtype=float)
    error = t0 + t1 * a - b
    return t0 - lr * np.mean(error), t1 - lr * np.mean(error * a)
