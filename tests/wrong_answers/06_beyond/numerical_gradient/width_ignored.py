# diagnosis: width_ignored
# public check: fails
def numerical_gradient(f, theta, h):
    h = 1e-5
    return np.array([(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in np.eye(len(theta))])
