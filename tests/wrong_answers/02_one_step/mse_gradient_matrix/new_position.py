# diagnosis: new_position
def mse_gradient_matrix(X, y, theta):
    return theta - 0.001 * 2 / len(y) * X.T @ (X @ theta - y)
