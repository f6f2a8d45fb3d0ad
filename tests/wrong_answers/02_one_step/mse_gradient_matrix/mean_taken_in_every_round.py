# diagnosis: divided_twice
def mse_gradient_matrix(X, y, theta):
    error = X @ theta - y
    gradient = np.zeros(X.shape[1])
    for row in 2 * error[:, None] * X:
        gradient = (gradient + row) / len(y)
    return gradient
