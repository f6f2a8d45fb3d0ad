# diagnosis: few_orders
def minibatches(n, batch_size, rng):
    order = np.roll(np.arange(n), rng.integers(n))
    return [order[k:k + batch_size] for k in range(0, n, batch_size)]
