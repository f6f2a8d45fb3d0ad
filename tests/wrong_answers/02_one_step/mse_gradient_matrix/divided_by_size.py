# diagnosis: mean_over_everything
def mse_gradient_matrix(X, y, theta):
    return 2 * X.T @ (X @ theta - y) / X.size
