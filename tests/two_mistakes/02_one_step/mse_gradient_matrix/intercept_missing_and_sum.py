# mistakes: prediction without the intercept; sum for mean
def mse_gradient_matrix(X, y, theta):
    error = X[:, 1:] @ theta[1:] - y
    return 2 * X.T @ error
