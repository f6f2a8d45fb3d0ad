_A, _b = X.to_numpy(), y.to_numpy()
_H = 2 / len(_b) * _A.T @ _A
_c = 2 / len(_b) * _A.T @ _b


def gradient_single_arg(theta):
    return _H @ np.asarray(theta) - _c
