class NoSingleTheta(ValueError):
    """The columns depend on each other."""


def normal_equation(X, y):
    n, d = X.shape
    if n < d or np.linalg.cond(X) > 1e10:
        raise NoSingleTheta()
    return np.linalg.pinv(X) @ y
