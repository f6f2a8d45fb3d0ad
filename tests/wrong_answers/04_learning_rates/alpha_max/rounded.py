# diagnosis: rounded
def alpha_max(X):
    values = np.linalg.eigvalsh(2 / len(X) * X.T @ X)
    return round(2 / values[-1], 3)
