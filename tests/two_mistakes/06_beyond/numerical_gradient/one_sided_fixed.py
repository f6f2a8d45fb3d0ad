# mistakes: one side; the width is written into the code
def numerical_gradient(f, theta, h):
    theta = np.asarray(theta, dtype=float)
    return np.array([(f(theta + 1e-4 * e) - f(theta)) / 1e-4 for e in np.eye(len(theta))])
