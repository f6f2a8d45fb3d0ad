# diagnosis: returns_predictions
# says: These are predictions, not parameters.
# asks: How many numbers does theta have?
def normal_equation(X, y):
    if np.linalg.matrix_rank(X) < X.shape[1]:
        raise ValueError("singular")
    return X @ np.linalg.solve(X.T @ X, X.T @ y)
