# diagnosis: width_ignored
def numerical_gradient(f, theta, h):
    h = 0.1
    return np.array([(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in np.eye(len(theta))])
