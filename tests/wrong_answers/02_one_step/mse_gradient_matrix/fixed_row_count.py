# diagnosis: fixed_row_count
def mse_gradient_matrix(X, y, theta):
    return (2 / 4) * X.T.dot(X.dot(theta) - y)
