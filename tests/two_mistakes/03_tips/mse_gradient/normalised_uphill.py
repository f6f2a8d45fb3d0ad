# mistakes: length one; sign turned
def mse_gradient(theta, X, y_obs):
    X, y = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    grad = 2 / len(y) * X.T @ (y - X @ np.asarray(theta))
    return grad / np.linalg.norm(grad)
