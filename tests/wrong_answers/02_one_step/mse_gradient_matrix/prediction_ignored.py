# diagnosis: prediction_ignored
def mse_gradient_matrix(X, y, theta):
    return -2 / len(y) * X.T @ y
