def minibatches(n, batch_size, rng):
    order = [int(i) for i in np.argsort(rng.random(n))]
    return [order[i:i + batch_size] for i in range(0, len(order), batch_size)]
