# mistakes: components reversed; factor missing
def mse_gradient_matrix(X, y, theta):
    return (X.T @ (X @ theta - y) / len(y))[::-1]
