# diagnosis: residual_table
def mse_gradient_matrix(X, y, theta):
    error = X @ theta - y.reshape(-1, 1)
    return np.array([np.mean(2 * error * X[:, j]) for j in range(X.shape[1])])
