def mse_gradient_matrix(X, y, theta):
    return (2 / len(X)) * X.T.dot(X.dot(theta) - y)
