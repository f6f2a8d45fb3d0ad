def alpha_max(X):
    n = X.shape[0]
    return np.array([2 / np.linalg.norm(2 / n * np.dot(X.T, X), ord=2)])
