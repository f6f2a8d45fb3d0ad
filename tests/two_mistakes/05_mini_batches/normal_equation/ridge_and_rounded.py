# mistakes: a penalty; rounded
def normal_equation(X, y):
    if np.linalg.matrix_rank(X) < X.shape[1]:
        raise ValueError("dependent columns")
    return np.round(np.linalg.solve(X.T @ X + 0.5 * np.eye(X.shape[1]), X.T @ y), 3)
