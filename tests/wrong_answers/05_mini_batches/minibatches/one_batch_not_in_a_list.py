# diagnosis: not_cut
def minibatches(n, batch_size, rng):
    order = rng.permutation(n)
    if batch_size >= n:
        return order
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]
