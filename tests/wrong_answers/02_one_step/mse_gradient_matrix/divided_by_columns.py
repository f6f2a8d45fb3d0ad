# diagnosis: divided_by_columns
def mse_gradient_matrix(X, y, theta):
    return 2 / len(theta) * X.T @ (X @ theta - y)
