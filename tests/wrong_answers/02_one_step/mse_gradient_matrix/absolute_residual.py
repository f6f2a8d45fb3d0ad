# diagnosis: absolute_residual
def mse_gradient_matrix(X, y, theta):
    residual = y - X @ theta
    return -2 / len(y) * X.T @ np.abs(residual)
