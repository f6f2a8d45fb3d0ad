# diagnosis: wrong_number_of_slopes
def mse_gradient_matrix(X, y, theta):
    columns = X[:, 0], X[:, 1], X[:, 2]
    error = X @ theta - y
    return np.array([np.mean(2 * error * column) for column in columns])
