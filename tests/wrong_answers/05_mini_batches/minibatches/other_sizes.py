# diagnosis: other_sizes
# public check: fails
def minibatches(n, batch_size, rng):
    return np.array_split(rng.permutation(n), max(n // batch_size, 1))
