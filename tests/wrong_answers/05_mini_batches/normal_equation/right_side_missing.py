# diagnosis: right_side_missing
# says: This is only an inverse matrix.
# asks: Where does y enter?
def normal_equation(X, y):
    if np.linalg.matrix_rank(X) < X.shape[1]:
        raise ValueError("singular")
    return np.linalg.inv(X.T @ X)
