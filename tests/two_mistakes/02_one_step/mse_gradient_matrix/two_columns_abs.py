# mistakes: absolute residuals; two columns only
def mse_gradient_matrix(X, y, theta):
    error = np.abs(X @ theta - y)
    return np.array([2 * np.mean(error), 2 * np.mean(error * X[:, 1])])
