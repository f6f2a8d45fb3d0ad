# diagnosis: none
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    return theta
