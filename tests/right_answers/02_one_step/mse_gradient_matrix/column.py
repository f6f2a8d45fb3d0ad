def mse_gradient_matrix(X, y, theta):
    y = y.reshape(-1, 1)
    theta = np.array(theta).reshape(-1, 1)
    return 2 * np.mean((X @ theta - y) * X, axis=0, keepdims=True).T
