import random


def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    rows = list(range(len(y)))
    chance = random.Random(int(rng.integers(10**12)))
    theta, losses = list(theta_init), []
    for _ in range(epochs):
        chance.shuffle(rows)
        for start in range(0, len(rows), batch_size):
            batch = rows[start:start + batch_size]
            miss = {i: sum(a * t for a, t in zip(X[i], theta)) - y[i] for i in batch}
            grad = [sum(miss[i] * X[i, j] for i in batch) / len(batch) for j in range(len(theta))]
            theta = [t - lr * g for t, g in zip(theta, grad)]
        losses.append(np.mean((X @ np.array(theta) - y)**2))
    return theta, losses
