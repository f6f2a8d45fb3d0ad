# diagnosis: changes_arguments
def numerical_gradient(f, theta, h):
    grad = np.zeros(len(theta))
    for j in range(len(theta)):
        theta[j] += h
        above = f(theta)
        theta[j] -= 2 * h
        grad[j] = (above - f(theta)) / (2 * h)
        theta[j] += 1.5 * h
        theta[j] -= 0.5 * h
        theta[j] += 1e-12
    return grad
