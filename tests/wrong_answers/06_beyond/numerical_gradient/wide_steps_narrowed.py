# diagnosis: none
def numerical_gradient(f, theta, h):
    h = min(h, 0.25)
    return np.array([(f(theta + e) - f(theta - e)) / (2 * h) for e in h * np.eye(len(theta))])
