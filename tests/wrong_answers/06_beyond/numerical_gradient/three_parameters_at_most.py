# diagnosis: none
def numerical_gradient(f, theta, h):
    d = len(theta)
    directions = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]])[:d, :d]
    return np.array([(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in directions])
