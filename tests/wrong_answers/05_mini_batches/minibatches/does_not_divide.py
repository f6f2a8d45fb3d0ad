# diagnosis: does_not_divide
def minibatches(n, batch_size, rng):
    return np.split(rng.permutation(n), n // batch_size)
