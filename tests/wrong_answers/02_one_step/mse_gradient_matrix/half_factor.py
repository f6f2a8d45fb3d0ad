# diagnosis: half_factor
# public check: fails
def mse_gradient_matrix(X, y, theta):
    return (1 / len(y)) * X.T.dot(X.dot(theta) - y)
