def normal_equation(X, y):
    gram = np.dot(X.T, X)
    if np.linalg.matrix_rank(X) != gram.shape[0]:
        raise ValueError
    return np.linalg.inv(gram).dot(X.T).dot(y)
