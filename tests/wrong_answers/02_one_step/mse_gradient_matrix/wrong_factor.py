# diagnosis: none
def mse_gradient_matrix(X, y, theta):
    residual = y - X @ theta
    return -6 / len(y) * X.T @ residual
