# diagnosis: not_cut
def minibatches(n, batch_size, rng):
    return rng.permutation(n)
