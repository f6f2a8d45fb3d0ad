def alpha_max(X):
    rows = [list(map(float, row)) for row in X]
    gram = np.array([[sum(a * b for a, b in zip(r, s)) for s in rows] for r in rows])
    return pd.Series([len(rows) / np.linalg.eigvalsh(gram).max()])
