# diagnosis: few_orders
def minibatches(n, batch_size, rng):
    order = rng.permutation(n)
    return [np.sort(order[k:k + batch_size]) for k in range(0, n, batch_size)]
