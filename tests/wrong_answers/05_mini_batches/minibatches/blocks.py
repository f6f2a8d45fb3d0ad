# diagnosis: few_orders
def minibatches(n, batch_size, rng):
    full = n // batch_size * batch_size
    blocks = [np.arange(k, k + batch_size) for k in range(0, full, batch_size)]
    rng.shuffle(blocks)
    rest = np.arange(full, n)
    return blocks + [rest] if len(rest) else blocks
