# diagnosis: returns_the_loss
def mse_gradient_matrix(X, y, theta):
    error = X @ theta - y
    return np.mean(error ** 2)
