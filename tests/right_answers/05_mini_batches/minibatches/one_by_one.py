def minibatches(n, batch_size, rng):
    left = list(range(n))
    batches = [[]]
    while left:
        if len(batches[-1]) == batch_size:
            batches.append([])
        batches[-1].append(left.pop(rng.integers(len(left))))
    return batches
