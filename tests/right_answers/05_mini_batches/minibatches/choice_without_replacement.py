def minibatches(n, batch_size, rng):
    order = rng.choice(n, size=n, replace=False)
    print("order", order)
    return tuple(order[k:k + batch_size] for k in range(0, n, batch_size))
