import random


def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    pairs = list(zip(X.tolist(), y.tolist()))
    random.Random(int(rng.integers(10**9))).shuffle(pairs)
    theta = [float(t) for t in theta]
    while pairs:
        batch, pairs = pairs[:batch_size], pairs[batch_size:]
        grad = [0.0] * len(theta)
        for row, target in batch:
            miss = sum(a * t for a, t in zip(row, theta)) - target
            grad = [g + miss * a for g, a in zip(grad, row)]
        theta = [t - lr * g / len(batch) for t, g in zip(theta, grad)]
    return theta
