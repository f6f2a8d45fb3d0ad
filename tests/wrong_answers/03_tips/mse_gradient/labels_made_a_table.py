# diagnosis: labels_disagree
def mse_gradient(theta, X, y_obs):
    X, y_obs = pd.DataFrame(X), pd.Series(y_obs)
    residual = y_obs - (X * np.asarray(theta)).sum(axis=1)
    return (-2 * X * residual)
