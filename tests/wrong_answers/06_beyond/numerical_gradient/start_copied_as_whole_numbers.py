# diagnosis: int_truncation
def numerical_gradient(f, theta, h):
    grad = np.zeros(len(theta))
    for j in range(len(theta)):
        plus, minus = theta.copy(), theta.copy()
        plus[j] = plus[j] + h
        minus[j] = minus[j] - h
        grad[j] = (f(plus) - f(minus)) / (2 * h)
    return grad
