def mse_gradient_matrix(X, y, theta):
    def loss(t):
        return ((X @ t - y) ** 2).mean()

    h = 1e-2 if X.dtype == np.float32 else 1e-4
    X, y, theta = X.astype(float), y.astype(float), theta.astype(float)
    gradient = np.zeros(len(theta))
    for j in range(len(theta)):
        step = np.zeros(len(theta))
        step[j] = h
        gradient[j] = (loss(theta + step) - loss(theta - step)) / (2 * h)
    return gradient
