# diagnosis: width_squared
def numerical_gradient(f, theta, h):
    return np.array([(f(theta + h * e) - f(theta - h * e)) / h**2 for e in np.eye(len(theta))])
