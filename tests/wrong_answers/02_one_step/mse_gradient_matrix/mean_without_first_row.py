# diagnosis: one_row_missing
def mse_gradient_matrix(X, y, theta):
    error = X @ theta - y
    rows = 2 * error[:, None] * X
    gradient = rows[1:].mean(axis=0)
    return gradient
