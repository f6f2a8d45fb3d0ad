# diagnosis: second_difference
def numerical_gradient(f, theta, h):
    return np.array([(f(theta + h * e) - 2 * f(theta) + f(theta - h * e)) / h**2 for e in np.eye(len(theta))])
