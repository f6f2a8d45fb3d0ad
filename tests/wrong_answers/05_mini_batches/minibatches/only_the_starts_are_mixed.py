# diagnosis: batches_not_mixed
def minibatches(n, batch_size, rng):
    starts = np.arange(0, n, batch_size)
    rng.shuffle(starts)
    return [np.arange(s, min(s + batch_size, n)) for s in starts]
