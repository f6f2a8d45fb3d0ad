# diagnosis: gives_nan
def mse(theta, X, y_obs):
    X, y_obs = pd.DataFrame(X), pd.Series(np.asarray(y_obs), index=range(9000, 9000 + len(X)))
    residual = y_obs - X @ np.asarray(theta)
    return np.sqrt(residual.iloc[0])
