# diagnosis: divided_twice
def mse_gradient_matrix(X, y, theta):
    residual = y - X @ theta
    return -2 / len(y) * X.T @ residual / len(y)
