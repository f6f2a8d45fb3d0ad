def alpha_max(X):
    H = np.einsum("ij,ik->jk", X, X) * 2 / len(X)
    values, _ = np.linalg.eig(H)
    return 2.0 / max(values.real)
