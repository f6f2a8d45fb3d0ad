import statistics


def mse(theta, X, y_obs):
    residuals = np.asarray(y_obs, dtype=float) - np.dot(np.asarray(X, dtype=float), theta)
    return statistics.fmean(float(r) * float(r) for r in residuals)
