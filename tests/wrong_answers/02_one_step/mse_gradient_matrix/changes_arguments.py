# diagnosis: changes_arguments
def mse_gradient_matrix(X, y, theta):
    y -= X @ theta
    return -2 / len(y) * X.T @ y
