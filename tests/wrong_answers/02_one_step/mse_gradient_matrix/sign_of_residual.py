# diagnosis: sign_of_residual
def mse_gradient_matrix(X, y, theta):
    residual = y - X @ theta
    return -np.sign(residual) @ X / len(y)
