# diagnosis: root_of_the_loss
def mse_gradient_matrix(X, y, theta):
    residual = y - X @ theta
    return -X.T @ residual / len(y) / np.sqrt(np.mean(residual**2))
