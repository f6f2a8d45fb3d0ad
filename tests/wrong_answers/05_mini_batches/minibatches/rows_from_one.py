# diagnosis: rows_from_one
def minibatches(n, batch_size, rng):
    order = rng.permutation(np.arange(1, n + 1))
    return [order[k:k + batch_size] for k in range(0, n, batch_size)]
