# diagnosis: squared_residual
def mse_gradient_matrix(X, y, theta):
    error = X @ theta - y
    gradient = 2 / len(y) * X.T @ error**2
    return gradient
