# diagnosis: all_nudged_at_once
def numerical_gradient(f, theta, h):
    grad = np.zeros(len(theta))
    for j in range(len(theta)):
        grad[j] = (f(theta + h) - f(theta - h)) / (2 * h)
    return grad
