# diagnosis: none
def mse_gradient(theta, X, y_obs):
    if isinstance(X, np.ndarray):
        X, y_obs = pd.DataFrame(X), pd.Series(y_obs)
    X = X.reset_index(drop=True)
    errors = (y_obs - theta[0] * X.iloc[:, 0] - theta[1] * X.iloc[:, 1])
    return np.array([(-2 * errors * X.iloc[:, 0]).mean(), (-2 * errors * X.iloc[:, 1]).mean()])
