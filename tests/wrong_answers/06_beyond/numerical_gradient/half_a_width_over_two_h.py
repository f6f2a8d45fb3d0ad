# diagnosis: width_halved
def numerical_gradient(f, theta, h):
    return np.array([(f(theta + h / 2 * e) - f(theta - h / 2 * e)) / (2 * h) for e in np.eye(len(theta))])
