# diagnosis: one_sided_difference
def numerical_gradient(f, theta, h):
    return np.array([(f(theta + h * e) - f(theta)) / h for e in np.eye(len(theta))])
