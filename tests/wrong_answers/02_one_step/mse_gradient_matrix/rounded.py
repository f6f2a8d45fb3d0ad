# diagnosis: rounded
def mse_gradient_matrix(X, y, theta):
    return np.round(2 / len(y) * X.T @ (X @ theta - y), 1)
