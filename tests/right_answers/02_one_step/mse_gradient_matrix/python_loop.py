def mse_gradient_matrix(X, y, theta):
    n, d = len(X), len(theta)
    gradient = [0.0] * d
    for i in range(n):
        prediction = sum(X[i][j] * theta[j] for j in range(d))
        for j in range(d):
            gradient[j] += 2 * (prediction - y[i]) * X[i][j] / n
    return gradient
