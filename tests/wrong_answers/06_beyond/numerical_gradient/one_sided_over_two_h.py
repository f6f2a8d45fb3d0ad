# diagnosis: one_sided_difference
def numerical_gradient(f, theta, h):
    return np.array([(f(theta + h * e) - f(theta)) / (2 * h) for e in np.eye(len(theta))])
