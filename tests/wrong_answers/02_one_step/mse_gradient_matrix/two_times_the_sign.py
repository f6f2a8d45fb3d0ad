# diagnosis: sign_of_residual
def mse_gradient_matrix(X, y, theta):
    error = X @ theta - y
    gradient = 2 * X.T @ np.sign(error) / len(y)
    return gradient
