# diagnosis: missing_brackets
def mse_gradient_matrix(X, y, theta):
    return (-2 * y - X @ theta) @ X / len(y)
