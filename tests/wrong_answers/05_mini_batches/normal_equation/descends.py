# diagnosis: none
def normal_equation(X, y):
    if np.linalg.matrix_rank(X) < X.shape[1]:
        raise ValueError("singular")
    theta = np.zeros(X.shape[1])
    for _ in range(100):
        theta = theta - 1e-3 * X.T @ (X @ theta - y) / len(y)
    return theta
