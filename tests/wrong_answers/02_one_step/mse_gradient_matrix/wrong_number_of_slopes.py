# diagnosis: wrong_number_of_slopes
def mse_gradient_matrix(X, y, theta):
    error = X @ theta - y
    return np.array([2 * np.mean(error), 2 * np.mean(error * X[:, 1])])
