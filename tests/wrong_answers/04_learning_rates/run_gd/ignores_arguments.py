# diagnosis: ignores_arguments
rng = np.random.default_rng(1)
data_x = rng.uniform(0, 5, 30)
data_y = 3 * data_x + 2 + rng.normal(0, 1, 30)

def run_gd(x, y, lr, steps):
    t0, t1 = 0.0, 0.0
    losses = []
    for k in range(steps + 1):
        error = t0 + t1 * data_x - data_y
        losses.append(np.mean(error**2))
        g0 = 2 * np.mean(error)
        g1 = 2 * np.mean(error * data_x)
        t0, t1 = t0 - lr * g0, t1 - lr * g1
    return losses
