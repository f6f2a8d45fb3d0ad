# diagnosis: one_row_only
def mse_gradient_matrix(X, y, theta):
    error = X @ theta - y
    gradient = 2 / len(y) * error[0] * X[0]
    return gradient
