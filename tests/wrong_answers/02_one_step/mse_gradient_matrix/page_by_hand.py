# diagnosis: factor_on_first_term
def mse_gradient_matrix(X, y, theta):
    residual = y - X @ theta
    gradient = 2 / len(y) * residual[0] * X[0]
    for i in range(1, len(y)):
        gradient = gradient + residual[i] * X[i]
    return gradient
