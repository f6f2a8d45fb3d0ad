# diagnosis: order_from_elsewhere
kept = {}


def minibatches(n, batch_size, rng):
    order = kept.setdefault(n, np.arange(n))
    rng.shuffle(order)
    return [order[k:k + batch_size].copy() for k in range(0, n, batch_size)]
