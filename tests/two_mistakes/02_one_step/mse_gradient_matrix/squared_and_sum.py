# mistakes: residuals squared; sum for mean
def mse_gradient_matrix(X, y, theta):
    return 2 * X.T @ (X @ theta - y) ** 2
