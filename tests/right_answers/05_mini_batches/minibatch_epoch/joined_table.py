def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    table = np.column_stack([X, y])
    rng.shuffle(table, axis=0)
    cuts = range(batch_size, len(table), batch_size)
    for part in np.array_split(table, list(cuts)):
        Xb, yb = part[:, :-1], part[:, -1]
        theta = theta - lr * np.einsum("ij,i->j", Xb, Xb @ theta - yb) / len(part)
    return theta
