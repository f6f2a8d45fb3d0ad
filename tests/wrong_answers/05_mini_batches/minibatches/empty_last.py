# diagnosis: empty_batches
def minibatches(n, batch_size, rng):
    return np.split(rng.permuted(np.arange(n)), range(batch_size, n + 1, batch_size))
