# diagnosis: x_missing
def mse_gradient(theta, X, y_obs):
    return 2 / len(y_obs) * (X.to_numpy() @ theta - y_obs.to_numpy())
