# diagnosis: inverse_missing
# says: This is only the right side of the equation.
# asks: What stands on the left side, in front of theta?
def normal_equation(X, y):
    if np.linalg.matrix_rank(X) < X.shape[1]:
        raise ValueError("singular")
    return X.T @ y
