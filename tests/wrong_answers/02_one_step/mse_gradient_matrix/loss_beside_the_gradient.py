# diagnosis: more_than_asked
def mse_gradient_matrix(X, y, theta):
    error = X @ theta - y
    cost = np.mean(error ** 2)
    grad = 2 / len(y) * X.T @ error
    return cost, grad
