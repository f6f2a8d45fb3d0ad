# mistakes: counted from one; the last is dropped
def minibatches(n, batch_size, rng):
    rows = np.arange(1, n + 1)
    return [rows[k:k + batch_size] for k in range(0, n - batch_size + 1, batch_size)]
