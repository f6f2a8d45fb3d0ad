# diagnosis: no_shuffle
# public check: fails
def minibatches(n, batch_size, rng):
    order = np.arange(n)
    return [order[k:k + batch_size] for k in range(0, n, batch_size)]
