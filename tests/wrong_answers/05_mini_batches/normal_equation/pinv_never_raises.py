# diagnosis: least_norm_instead
def normal_equation(X, y):
    return np.linalg.pinv(X.T @ X) @ X.T @ y
