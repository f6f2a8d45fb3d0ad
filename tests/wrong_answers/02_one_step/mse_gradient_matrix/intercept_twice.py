# diagnosis: intercept_twice
def mse_gradient_matrix(X, y, theta):
    residual = X @ theta - y
    X = np.c_[np.ones(len(X)), X]
    return 2 / len(y) * X.T @ residual
