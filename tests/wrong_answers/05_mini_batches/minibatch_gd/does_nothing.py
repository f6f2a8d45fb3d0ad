# diagnosis: not_moved
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    return theta_init, [np.mean((X @ theta_init - y)**2)] * epochs
