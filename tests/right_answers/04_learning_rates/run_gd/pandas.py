def run_gd(x, y, lr, steps):
    data = pd.DataFrame({"x": x, "y": y})
    t0, t1 = 0.0, 0.0
    losses = pd.Series(dtype=float)
    for k in range(steps + 1):
        miss = data.y - t0 - t1 * data.x
        losses.loc[k] = (miss**2).mean()
        t0 += lr * 2 * miss.mean()
        t1 += lr * 2 * (miss * data.x).mean()
    return losses
