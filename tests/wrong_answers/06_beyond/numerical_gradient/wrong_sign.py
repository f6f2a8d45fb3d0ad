# diagnosis: wrong_sign
def numerical_gradient(f, theta, h):
    return np.array([(f(theta - h * e) - f(theta + h * e)) / (2 * h) for e in np.eye(len(theta))])
