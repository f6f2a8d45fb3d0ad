# diagnosis: few_orders
def minibatches(n, batch_size, rng):
    order = list(range(n))
    for _ in range(40):
        i, j = rng.integers(0, n, 2)
        order[i], order[j] = order[j], order[i]
    return [order[k:k + batch_size] for k in range(0, n, batch_size)]
