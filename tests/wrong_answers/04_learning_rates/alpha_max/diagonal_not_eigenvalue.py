# diagnosis: diagonal_not_eigenvalue
# says: This takes the steepest column for the steepest direction.
# asks: Can a direction between two columns be steeper than both?
def alpha_max(X):
    return 2 / np.max(np.diag(2 / len(X) * X.T @ X))
