# diagnosis: x_forgotten
def mse_gradient_matrix(X, y, theta):
    residual = y - X @ theta
    return [-2 * np.mean(residual * X[:, 0]) for j in range(len(theta))]
