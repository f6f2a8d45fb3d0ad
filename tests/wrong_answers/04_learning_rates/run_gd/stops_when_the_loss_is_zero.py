# diagnosis: stopped_early
def run_gd(x, y, lr, steps):
    b, m, history = 0.0, 0.0, []
    for _ in range(steps + 1):
        res = b + m * x - y
        history.append(float(np.mean(res**2)))
        if history[-1] == 0:
            break
        b, m = b - 2 * lr * res.mean(), m - 2 * lr * (res * x).mean()
    return history
