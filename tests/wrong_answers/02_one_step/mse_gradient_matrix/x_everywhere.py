# diagnosis: x_everywhere
def mse_gradient_matrix(X, y, theta):
    residual = y - X @ theta
    return [-2 * np.mean(residual * X[:, -1])] * len(theta)
