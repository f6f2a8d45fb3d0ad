# diagnosis: same_batch_again
def minibatches(n, batch_size, rng):
    order = rng.permutation(n)
    batches = []
    for start in range(0, n, batch_size):
        batches.append(order[:batch_size])
    return batches
