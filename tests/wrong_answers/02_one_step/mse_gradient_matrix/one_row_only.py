# diagnosis: one_row_only
def mse_gradient_matrix(X, y, theta):
    residual = y - X @ theta
    for i in range(len(y)):
        gradient = -2 * residual[i] * X[i]
    return gradient
