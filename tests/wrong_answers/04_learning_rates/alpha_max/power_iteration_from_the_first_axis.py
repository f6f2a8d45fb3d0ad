# diagnosis: smallest_eigenvalue
def alpha_max(X):
    H = 2 * X.T @ X / X.shape[0]
    v = np.eye(X.shape[1])[0]
    for _ in range(500):
        v = H @ v / np.linalg.norm(H @ v)
    return 2.0 / float(v @ (H @ v))
