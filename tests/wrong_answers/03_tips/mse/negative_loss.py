# diagnosis: negative_loss
# says: The loss came out negative.
# asks: Can a mean of squares be below zero?
# public check: fails
def mse(theta, X, y_obs):
    X, y_obs = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    residual = y_obs - X @ np.asarray(theta)
    return -np.mean(residual**2)
