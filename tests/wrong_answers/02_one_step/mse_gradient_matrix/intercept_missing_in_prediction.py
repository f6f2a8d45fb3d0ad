# diagnosis: intercept_missing_in_prediction
def mse_gradient_matrix(X, y, theta):
    residual = y - X[:, 1:] @ theta[1:]
    return -2 / len(y) * X.T @ residual
