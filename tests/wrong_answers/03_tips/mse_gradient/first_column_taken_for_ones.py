# diagnosis: none
def mse_gradient(theta, X, y_obs):
    x1 = np.array(X)[:, 1]
    residual = np.array(y_obs) - (theta[0] + theta[1] * x1)
    return [-2 * residual.mean(), -2 * (residual * x1).mean()]
