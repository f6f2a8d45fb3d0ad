# diagnosis: turned_slope
def mse_gradient_matrix(X, y, theta):
    residual = y - theta[0] * X[:, 0] + X[:, 1:] @ theta[1:]
    return -2 / len(y) * X.T @ residual
