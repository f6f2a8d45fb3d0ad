def minibatches(n, batch_size, rng):
    old = np.random.RandomState(rng.integers(2**32 - 1))
    order = old.permutation(n)
    return [order[i:i + batch_size] for i in range(0, n, batch_size)]
