# diagnosis: clipped
def mse_gradient_matrix(X, y, theta):
    residual = y - X @ theta
    return np.clip(-2 / len(y) * X.T @ residual, -1.0, 1.0)
