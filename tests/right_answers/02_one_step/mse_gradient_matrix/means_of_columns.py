def mse_gradient_matrix(X, y, theta):
    error = X @ theta - y
    result = ()
    for column in X.T:
        result += (np.average(2 * error * column),)
    return result
