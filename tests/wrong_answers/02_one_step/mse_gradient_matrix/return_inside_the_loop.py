# diagnosis: one_slope_only
def mse_gradient_matrix(X, y, theta):
    n, d = X.shape
    error = X.dot(theta) - y
    g = []
    for j in range(d):
        g.append(2 / n * np.sum(error * X[:, j]))
        return np.array(g)
