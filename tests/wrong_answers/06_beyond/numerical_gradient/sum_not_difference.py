# diagnosis: sum_not_difference
# says: The two values of f are added.
# asks: What should a flat function give?
def numerical_gradient(f, theta, h):
    return np.array([(f(theta + h * e) + f(theta - h * e)) / (2 * h) for e in np.eye(len(theta))])
