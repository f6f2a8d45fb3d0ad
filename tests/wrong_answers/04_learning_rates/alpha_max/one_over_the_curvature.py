# diagnosis: one_over_the_curvature
def alpha_max(X):
    values = np.linalg.eigvalsh(2 / len(X) * X.T @ X)
    return 1 / max(values)
