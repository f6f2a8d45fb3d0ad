# mistakes: sign turned; components exchanged
def mse_gradient(theta, X, y_obs):
    X, y = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    return (2 / len(y) * X.T @ (y - X @ np.asarray(theta)))[::-1]
