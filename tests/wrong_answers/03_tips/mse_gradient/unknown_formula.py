# diagnosis: none
def mse_gradient(theta, X, y_obs):
    return np.array([np.mean(y_obs) + 0.123 * theta[0], np.std(y_obs) - theta[1]])
