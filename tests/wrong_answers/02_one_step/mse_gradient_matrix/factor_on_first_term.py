# diagnosis: factor_on_first_term
def mse_gradient_matrix(X, y, theta):
    error = X @ theta - y
    return np.array([2 / len(y) * error[0] * X[0, j] + np.sum(error[1:] * X[1:, j]) for j in range(X.shape[1])])
