# diagnosis: divided_by_n_minus_1
def mse_gradient_matrix(X, y, theta):
    residual = y - X @ theta
    return -2 / (len(y) - 1 or 1) * X.T @ residual
