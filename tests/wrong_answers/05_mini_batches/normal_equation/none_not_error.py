# diagnosis: text_not_error
def normal_equation(X, y):
    if np.linalg.matrix_rank(X) < X.shape[1]:
        print("singular!")
        return None
    return np.linalg.solve(X.T @ X, X.T @ y)
