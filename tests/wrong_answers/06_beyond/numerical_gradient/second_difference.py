# diagnosis: second_difference
# says: This measures the bend, not the slope.
# asks: Which two values of f does a slope compare?
def numerical_gradient(f, theta, h):
    return np.array([(f(theta + h * e) - 2 * f(theta) + f(theta - h * e)) / h**2 for e in np.eye(len(theta))])
