# diagnosis: gives_nan
def mse_gradient(theta, X, y_obs):
    X = pd.DataFrame(X)
    y_obs = pd.Series(np.asarray(y_obs), index=range(1000, 1000 + len(X)))
    residual = y_obs - theta[0] * X.iloc[:, 0] - theta[1] * X.iloc[:, 1]
    return np.array([(-2 * residual * X.iloc[:, 0]).mean(), (-2 * residual * X.iloc[:, 1]).mean()])
