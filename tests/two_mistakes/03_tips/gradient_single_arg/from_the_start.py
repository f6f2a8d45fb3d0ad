# mistakes: measured at zero; sum for mean
def gradient_single_arg(theta):
    A, t = X.to_numpy(), y.to_numpy()
    return -2 * A.T @ t
