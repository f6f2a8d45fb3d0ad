# diagnosis: one_row_missing
def mse_gradient_matrix(X, y, theta):
    residual = y - X @ theta
    gradient = np.zeros(len(theta))
    for i in range(1, len(y)):
        gradient += -2 / len(y) * residual[i] * X[i]
    return gradient
