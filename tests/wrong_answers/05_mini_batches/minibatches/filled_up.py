# diagnosis: rows_repeated
def minibatches(n, batch_size, rng):
    order = rng.permutation(n)
    while len(order) % batch_size:
        order = np.append(order, order[0])
    return order.reshape(-1, batch_size)
