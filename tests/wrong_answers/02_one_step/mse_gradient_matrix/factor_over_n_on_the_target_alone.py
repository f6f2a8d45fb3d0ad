# diagnosis: missing_brackets
def mse_gradient_matrix(X, y, theta):
    error = X @ theta - y
    gradient = X.T @ (-2 / len(y) * y - (error + y))
    return gradient
