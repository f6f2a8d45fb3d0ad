# diagnosis: nudge_left_behind
def numerical_gradient(f, theta, h):
    theta = theta.copy()
    grad = np.zeros(len(theta))
    for j in range(len(theta)):
        theta[j] += h
        above = f(theta)
        theta[j] -= 2 * h
        grad[j] = (above - f(theta)) / (2 * h)
    return grad
