def mse_gradient_matrix(X, y, theta):
    residual = y - np.einsum("ij,j->i", X, theta)
    return -2 * np.einsum("ij,i->j", X, residual) / X.shape[0]
