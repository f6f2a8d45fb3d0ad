# diagnosis: not_divided
def numerical_gradient(f, theta, h):
    return np.array([f(theta + h * e) - f(theta - h * e) for e in np.eye(len(theta))])
