# diagnosis: slope_missing_in_prediction
def mse_gradient_matrix(X, y, theta):
    residual = y - theta[0]
    return -2 / len(y) * X.T @ residual
