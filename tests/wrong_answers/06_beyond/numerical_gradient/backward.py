# diagnosis: one_sided_difference
# public check: fails
def numerical_gradient(f, theta, h):
    return np.array([(f(theta) - f(theta - h * e)) / h for e in np.eye(len(theta))])
