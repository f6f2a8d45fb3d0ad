# diagnosis: least_norm_instead
# public check: fails
def normal_equation(X, y):
    return np.linalg.pinv(X.T @ X) @ X.T @ y
