# diagnosis: trace_not_eigenvalue
def alpha_max(X):
    return 2 / np.trace(2 / len(X) * X.T @ X)
