def one_step(x, y, t0, t1, lr, verbose=False):
    x = np.array(list(x), dtype=float).reshape(-1, 1)
    y = np.array(list(y), dtype=float).reshape(-1, 1)
    X = np.hstack([np.ones_like(x), x])
    theta = np.array([[t0], [t1]], dtype=float)
    gradient = X.T.dot(X.dot(theta) - y) / x.shape[0]
    return theta - lr * gradient
