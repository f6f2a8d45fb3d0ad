# diagnosis: label_lookup_on_frame
def mse(theta, X, y_obs):
    return np.mean((y_obs - theta[0] * X[0] - theta[1] * X[1]) ** 2)
