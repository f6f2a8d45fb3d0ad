# diagnosis: all_nudged_at_once
# says: All parameters are nudged together.
# asks: Which parameter belongs to each component of the gradient?
def numerical_gradient(f, theta, h):
    grad = np.zeros(len(theta))
    for j in range(len(theta)):
        grad[j] = (f(theta + h) - f(theta - h)) / (2 * h)
    return grad
