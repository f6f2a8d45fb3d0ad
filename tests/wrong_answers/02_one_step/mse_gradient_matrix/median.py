# diagnosis: median
def mse_gradient_matrix(X, y, theta):
    residual = y - X @ theta
    return np.median(-2 * residual[:, None] * X, axis=0)
