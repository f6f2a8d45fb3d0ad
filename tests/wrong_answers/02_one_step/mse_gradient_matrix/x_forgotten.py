# diagnosis: x_forgotten
def mse_gradient_matrix(X, y, theta):
    error = X @ theta - y
    return np.array([2 * np.mean(error)] * X.shape[1])
