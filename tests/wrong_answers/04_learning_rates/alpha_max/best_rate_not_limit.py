# diagnosis: best_rate_not_limit
def alpha_max(X):
    values = np.linalg.eigvalsh(2 / len(X) * X.T @ X)
    return 2 / (values[0] + values[-1])
