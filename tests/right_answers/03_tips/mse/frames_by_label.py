def mse(theta, X, y_obs):
    if isinstance(X, pd.DataFrame):
        x0, x1 = X.iloc[:, 0], X.iloc[:, 1]
    else:
        x0, x1 = X[:, 0], X[:, 1]
    return np.mean((y_obs - theta[0] * x0 - theta[1] * x1) ** 2)
