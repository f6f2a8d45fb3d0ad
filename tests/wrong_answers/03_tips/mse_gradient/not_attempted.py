# diagnosis: none
def mse_gradient(theta, X, y_obs):
    # YOUR CODE HERE
    raise NotImplementedError()
