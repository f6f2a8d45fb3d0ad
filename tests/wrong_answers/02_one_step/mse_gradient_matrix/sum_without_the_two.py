# diagnosis: missing_mean
def mse_gradient_matrix(X, y, theta):
    return X.T.dot(X.dot(theta) - y)
