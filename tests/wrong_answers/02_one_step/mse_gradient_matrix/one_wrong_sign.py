# diagnosis: one_wrong_sign
def mse_gradient_matrix(X, y, theta):
    residual = y - X @ theta
    gradient = -2 / len(y) * X.T @ residual
    gradient[0] = -gradient[0]
    return gradient
