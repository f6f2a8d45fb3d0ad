# diagnosis: no_reduction
def mse_gradient_matrix(X, y, theta):
    return 2 * (X @ theta - y)[:, None] * X
