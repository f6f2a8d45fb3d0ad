# diagnosis: one_sided_difference
def mse_gradient_matrix(X, y, theta):
    h = 1e-4
    loss = lambda t: np.mean((y - X @ t) ** 2)
    return [(loss(theta + h * step) - loss(theta)) / h for step in np.eye(len(theta))]
