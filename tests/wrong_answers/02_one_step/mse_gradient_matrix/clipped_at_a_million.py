# diagnosis: none
def mse_gradient_matrix(X, y, theta):
    n = X.shape[0]
    g = 2 / n * X.T.dot(X.dot(theta) - y)
    return np.clip(g, -1e6, 1e6)
