# diagnosis: right_side_missing
def normal_equation(X, y):
    if np.linalg.matrix_rank(X) < X.shape[1]:
        raise ValueError("singular")
    return np.linalg.inv(X.T @ X)
