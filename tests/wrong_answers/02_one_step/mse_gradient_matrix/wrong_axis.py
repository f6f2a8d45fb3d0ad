# diagnosis: wrong_axis
def mse_gradient_matrix(X, y, theta):
    return np.mean(2 * (X @ theta - y)[:, None] * X, axis=1)
