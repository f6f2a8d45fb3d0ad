def mse_gradient(theta, X, y_obs):
    total = gradient_with_sum(theta, X, y_obs)
    return list(total / len(y_obs))
