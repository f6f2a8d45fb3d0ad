# diagnosis: missing_mean
def mse(theta, X, y_obs):
    residual = np.asarray(y_obs) - np.asarray(X) @ np.asarray(theta)
    return np.sum(residual**2) / 2
