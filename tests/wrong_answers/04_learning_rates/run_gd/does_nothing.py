# diagnosis: stands_still
def run_gd(x, y, lr, steps):
    return [np.mean(y**2)] * (steps + 1)
