# diagnosis: last_batch_dropped
def minibatches(n, batch_size, rng):
    full = n // batch_size
    return rng.permutation(n)[:full * batch_size].reshape(full, batch_size)
