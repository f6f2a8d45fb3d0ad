# diagnosis: nudge_left_behind
def numerical_gradient(f, theta, h):
    grad = np.zeros(len(theta))
    e = np.zeros(len(theta))
    for i in range(len(theta)):
        e[i] = h
        grad[i] = (f(theta + e) - f(theta - e)) / (2 * h)
    return grad
