# diagnosis: mean_over_everything
def mse_gradient_matrix(X, y, theta):
    return 2 * np.mean((X @ theta - y)[:, None] * X)
