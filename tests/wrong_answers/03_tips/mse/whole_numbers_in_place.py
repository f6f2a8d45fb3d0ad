# diagnosis: none
def mse(theta, X, y_obs):
    X, residual = np.asarray(X), np.array(y_obs)
    residual -= X @ np.asarray(theta)
    return np.mean(residual**2)
