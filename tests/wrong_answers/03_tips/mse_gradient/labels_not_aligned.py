# diagnosis: none
def mse_gradient(theta, X, y_obs):
    residual = y_obs - X @ pd.Series(theta)
    return -2 / len(X) * X.T @ residual
