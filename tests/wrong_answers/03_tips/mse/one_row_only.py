# diagnosis: one_row_only
def mse(theta, X, y_obs):
    X, y_obs = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    for row, target in zip(X, y_obs):
        loss = (target - row @ np.asarray(theta)) ** 2
    return loss
