# diagnosis: root_of_the_curvature
def alpha_max(X):
    values = np.linalg.eigvalsh(X.T @ X)
    return 2 / np.sqrt(2 / len(X) * values[-1])
