# diagnosis: none
def mse_gradient_matrix(X, y, theta):
    h = 1e-5
    gradient = []
    for j in range(len(theta)):
        up, down = theta.copy(), theta.copy()
        up[j] += h
        down[j] -= h
        gradient.append((np.mean((X @ up - y) ** 2) - np.mean((X @ down - y) ** 2)) / (2 * h))
    return gradient
