# diagnosis: quarter_factor
def mse_gradient_matrix(X, y, theta):
    return (1 / (2 * len(y))) * X.T.dot(X.dot(theta) - y)
