# diagnosis: none
def mse_gradient(theta, X, y_obs):
    h = 1e-5
    gradient = []
    for j in (0, 1):
        up, down = theta.copy(), theta.copy()
        up[j] += h
        down[j] -= h
        gradient.append((mse(up, X, y_obs) - mse(down, X, y_obs)) / (2 * h))
    return gradient
