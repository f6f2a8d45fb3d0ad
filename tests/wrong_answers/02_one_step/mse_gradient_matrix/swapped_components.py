# diagnosis: swapped_components
def mse_gradient_matrix(X, y, theta):
    residual = y - X @ theta
    return (-2 / len(y) * X.T @ residual)[::-1]
