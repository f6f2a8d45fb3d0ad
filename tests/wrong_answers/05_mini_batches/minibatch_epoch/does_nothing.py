# diagnosis: not_moved
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    return theta
