# diagnosis: keeps_state
def minibatches(n, batch_size, rng, batches=[]):
    order = rng.permutation(n)
    for k in range(0, n, batch_size):
        batches.append(order[k : k + batch_size])
    return batches
