# diagnosis: curvature_not_rate
def alpha_max(X):
    values = np.linalg.eigvalsh(X.T @ X)
    return values[-1] / len(X)
