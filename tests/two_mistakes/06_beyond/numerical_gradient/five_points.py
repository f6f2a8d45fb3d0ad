# mistakes: another formula: five points
def numerical_gradient(f, theta, h):
    theta = np.asarray(theta, dtype=float)
    grad = []
    for e in np.eye(len(theta)) * h:
        grad.append((f(theta - 2 * e) - 8 * f(theta - e) + 8 * f(theta + e) - f(theta + 2 * e)) / (12 * h))
    return np.array(grad)
