# diagnosis: no_reduction
def mse_gradient(theta, X, y_obs):
    X, y_obs = pd.DataFrame(X), np.asarray(y_obs)
    x0 = X.iloc[:, 0]
    x1 = X.iloc[:, 1]
    residual = y_obs - theta[0] * x0 - theta[1] * x1
    return [-2 * residual * x0, -2 * residual * x1]
