def mse_gradient(theta, X, y_obs):
    return gradient_without_reduction(theta, X, y_obs).mean(axis=1)
