# diagnosis: none
def minibatches(n, batch_size, rng):
    order = rng.random(n)
    return [order[k:k + batch_size] for k in range(0, n, batch_size)]
