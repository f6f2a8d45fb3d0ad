# diagnosis: curvature_not_rate
def alpha_max(X):
    values = np.linalg.eigvalsh(2 / len(X) * X.T @ X)
    return values[-1]
