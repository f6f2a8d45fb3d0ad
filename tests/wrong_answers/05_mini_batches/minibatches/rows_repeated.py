# diagnosis: rows_repeated
# public check: fails
def minibatches(n, batch_size, rng):
    batches = []
    for start in range(0, n, batch_size):
        size = min(batch_size, n - start)
        batches.append(rng.integers(0, n, size))
    return batches
