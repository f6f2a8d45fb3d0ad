# diagnosis: none
def mse_gradient_matrix(X, y, theta):
    if X.shape[0] < X.shape[1]:  # rows and columns must be the wrong way round
        X = X.T
    return 2 / len(y) * X.T @ (X @ theta - y)
