# diagnosis: one_sided_difference
def mse_gradient(theta, X, y_obs):
    theta = np.array(theta, dtype=float)
    h = 1e-3
    here = mse(theta, X, y_obs)
    return [(mse(theta + np.array([h, 0]), X, y_obs) - here) / h, (mse(theta + np.array([0, h]), X, y_obs) - here) / h]
