# diagnosis: learning_rate_inside
def mse_gradient_matrix(X, y, theta):
    residual = y - X @ theta
    return 0.001 * -2 / len(y) * X.T @ residual
