# diagnosis: smallest_eigenvalue
def alpha_max(X):
    H = 2 / len(X) * X.T @ X
    v = np.ones(X.shape[1])
    for _ in range(1000):
        v = H @ v
        v = v / np.linalg.norm(v)
    return 2 / (v @ H @ v)
