# mistakes: one side; sign turned
def numerical_gradient(f, theta, h):
    theta = np.asarray(theta, dtype=float)
    return np.array([(f(theta) - f(theta + h * e)) / h for e in np.eye(len(theta))])
