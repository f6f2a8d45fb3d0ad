gradient_single_arg = lambda theta: tuple(mse_gradient(theta, X, y))
