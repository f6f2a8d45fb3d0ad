# diagnosis: swapped_theta
def mse_gradient_matrix(X, y, theta):
    residual = y - X @ theta[::-1]
    return -2 / len(y) * X.T @ residual
