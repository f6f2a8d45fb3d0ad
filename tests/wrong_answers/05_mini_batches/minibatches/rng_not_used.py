# diagnosis: rng_not_used
# public check: fails
def minibatches(n, batch_size, rng):
    rng = np.random.default_rng(0)
    order = rng.permutation(n)
    return [order[k:k + batch_size] for k in range(0, n, batch_size)]
