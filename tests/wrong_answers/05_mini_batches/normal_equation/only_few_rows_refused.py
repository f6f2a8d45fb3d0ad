# diagnosis: least_norm_instead
def normal_equation(X, y):
    if X.shape[0] < X.shape[1]:
        raise ValueError("fewer rows than columns")
    return np.linalg.lstsq(X, y, rcond=None)[0]
