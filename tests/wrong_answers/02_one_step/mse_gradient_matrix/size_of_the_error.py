# diagnosis: absolute_residual
def mse_gradient_matrix(X, y, theta):
    error = X @ theta - y
    gradient = 2 / len(y) * X.T @ np.abs(error)
    return gradient
