# mistakes: a ridge penalty is added
def mse_gradient_matrix(X, y, theta):
    return 2 / len(y) * X.T @ (X @ theta - y) + 0.1 * theta
