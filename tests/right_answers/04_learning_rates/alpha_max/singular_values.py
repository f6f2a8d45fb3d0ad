def alpha_max(X):
    largest = np.linalg.svd(X, compute_uv=False)[0]
    return len(X) / largest**2
