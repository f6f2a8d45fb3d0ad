# diagnosis: none
def alpha_max(X):
    H = 2 / len(X) * X.T @ X
    return 2 * np.linalg.eigvalsh(np.linalg.inv(H)).min()
