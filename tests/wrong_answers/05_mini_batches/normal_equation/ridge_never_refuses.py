# diagnosis: ridge
# public check: fails
def normal_equation(X, y):
    return np.linalg.inv(X.T @ X + np.identity(X.shape[1])) @ X.T @ y
