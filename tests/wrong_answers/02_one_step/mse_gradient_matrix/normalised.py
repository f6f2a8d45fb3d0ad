# diagnosis: normalised
def mse_gradient_matrix(X, y, theta):
    residual = y - X @ theta
    gradient = -2 / len(y) * X.T @ residual
    return gradient / np.sqrt(gradient @ gradient)
