# diagnosis: changes_arguments
def mse_gradient(theta, X, y_obs):
    y_obs -= np.asarray(X) @ np.asarray(theta)
    return -2 / len(X) * np.asarray(X).T @ np.asarray(y_obs)
