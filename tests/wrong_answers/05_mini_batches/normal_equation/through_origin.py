# diagnosis: through_origin
# says: The intercept plays no part.
# asks: Which columns of X does your equation use?
def normal_equation(X, y):
    if np.linalg.matrix_rank(X) < X.shape[1]:
        raise ValueError("singular")
    Z = X[:, 1:]
    return np.append(0, np.linalg.solve(Z.T @ Z, Z.T @ y))
