# diagnosis: one_slope_only
def mse_gradient_matrix(X, y, theta):
    return (2 / len(y) * X.T @ (X @ theta - y)).sum()
