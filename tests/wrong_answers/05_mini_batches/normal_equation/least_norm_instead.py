# diagnosis: least_norm_instead
def normal_equation(X, y):
    return np.linalg.lstsq(X, y, rcond=None)[0]
