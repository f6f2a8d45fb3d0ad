# diagnosis: x_missing
def mse_gradient_matrix(X, y, theta):
    return 2 / len(y) * (X @ theta - y)
