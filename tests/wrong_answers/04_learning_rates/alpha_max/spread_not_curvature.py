# diagnosis: spread_not_curvature
def alpha_max(X):
    return 1 / np.linalg.eigvalsh(np.cov(X.T)).max()
