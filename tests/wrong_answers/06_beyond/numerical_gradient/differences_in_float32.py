# diagnosis: none
def numerical_gradient(f, theta, h):
    theta = theta.astype(np.float32)
    gradient = np.zeros_like(theta)
    for j in range(len(theta)):
        up, down = theta.copy(), theta.copy()
        up[j] += h
        down[j] -= h
        gradient[j] = (f(up) - f(down)) / (2 * h)
    return gradient
