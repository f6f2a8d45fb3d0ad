# diagnosis: residual_table
def mse_gradient_matrix(X, y, theta):
    error = X @ theta - y.reshape(-1, 1)
    return (2 * X.T @ error).mean(axis=1) / len(X)
