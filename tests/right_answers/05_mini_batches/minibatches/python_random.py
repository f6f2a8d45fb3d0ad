import random


def minibatches(n, batch_size, rng):
    rows = list(range(n))
    random.Random(int(rng.integers(2**40))).shuffle(rows)
    batches = []
    while rows:
        batches.append(rows[:batch_size])
        rows = rows[batch_size:]
    return batches
