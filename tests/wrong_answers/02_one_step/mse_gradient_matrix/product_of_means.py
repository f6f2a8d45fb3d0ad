# diagnosis: product_of_means
def mse_gradient_matrix(X, y, theta):
    residual = y - X @ theta
    return -2 * np.mean(residual) * np.mean(X, axis=0)
