# diagnosis: more_than_losses
def run_gd(x, y, lr, steps):
    t0 = t1 = 0.0
    rows = []
    for k in range(steps + 1):
        error = t0 + t1 * x - y
        rows.append({"step": k, "t0": t0, "t1": t1, "loss": (error**2).mean()})
        t0, t1 = t0 - lr * 2 * error.mean(), t1 - lr * 2 * (error * x).mean()
    return pd.DataFrame(rows)
