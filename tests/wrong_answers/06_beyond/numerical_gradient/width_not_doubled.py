# diagnosis: width_not_doubled
# says: The difference is divided by the width of one side only.
# asks: How far apart are the two points at which f is measured?
# public check: fails
def numerical_gradient(f, theta, h):
    return np.array([(f(theta + h * e) - f(theta - h * e)) / h for e in np.eye(len(theta))])
