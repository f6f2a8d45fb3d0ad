def minibatches(n, batch_size, rng):
    batches = np.split(rng.permuted(np.arange(n)), range(batch_size, n + 1, batch_size))
    return [batch for batch in batches if len(batch) > 0]
