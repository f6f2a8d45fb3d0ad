# diagnosis: none
def mse_gradient_matrix(X, y, theta):
    residual = y - X @ theta
    gradient = [-2 * np.mean(residual)]
    for j in range(1, len(theta)):
        gradient.append(-2 * np.mean(residual * X[::-1, j]))
    return gradient
