def normal_equation(X, y):
    n, d = X.shape
    columns = [X[:, j] / np.sqrt(np.sum(X[:, j]**2)) for j in range(d)]
    lengths = [np.sqrt(np.sum(X[:, j]**2)) for j in range(d)]
    table = [[float(np.sum(a * b)) for b in columns] + [float(np.sum(a * y))] for a in columns]
    for k in range(d):
        best = max(range(k, d), key=lambda r: abs(table[r][k]))
        table[k], table[best] = table[best], table[k]
        if abs(table[k][k]) < 1e-11:
            raise ValueError("there is no single theta")
        for r in range(d):
            if r != k:
                f = table[r][k] / table[k][k]
                table[r] = [a - f * b for a, b in zip(table[r], table[k])]
    return [table[k][d] / table[k][k] / lengths[k] for k in range(d)]
