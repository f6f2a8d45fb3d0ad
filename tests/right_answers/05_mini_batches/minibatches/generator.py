def minibatches(n, batch_size, rng):
    idx = rng.permutation(n)
    start = 0
    while start < n:
        yield idx[start:start + batch_size]
        start += batch_size
