# diagnosis: one_row_only
def mse(theta, X, y_obs):
    X, y_obs = np.array(X), np.array(y_obs)
    s = 0
    for i in range(len(X)):
        s += (y_obs[i] - theta[0] * X[i, 0] - theta[1] * X[i, 1]) ** 2
        return s / len(X)
