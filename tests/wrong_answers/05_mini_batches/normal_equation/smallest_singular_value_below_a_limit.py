# diagnosis: none
def normal_equation(X, y):
    if np.linalg.svd(X, compute_uv=False)[-1] < 0.01 or X.shape[0] < X.shape[1]:
        raise ValueError("no unique solution")
    return np.linalg.lstsq(X, y, rcond=None)[0]
