def minibatches(n, batch_size, rng):
    idx = np.arange(n)
    rng.shuffle(idx)
    return np.array_split(idx, np.arange(batch_size, n, batch_size))
