def alpha_max(X):
    H = 2 * X.T @ X / len(X)
    for _ in range(12):
        H = H @ H / np.trace(H @ H)
    direction = H[:, np.argmax(np.diag(H))]
    curvature = direction @ (2 * X.T @ (X @ direction)) / len(X) / (direction @ direction)
    return 2 / curvature
