# diagnosis: array_indexing_on_frame
def mse_gradient(theta, X, y_obs):
    residual = y_obs - theta[0] * X[:, 0] - theta[1] * X[:, 1]
    return np.array([np.sum(-2 * residual * X[:, 0]) / len(X), np.sum(residual * X[:, 1])])
