# diagnosis: missing_mean
def gradient_single_arg(theta):
    residual = y - theta[0] * X["bias"] - theta[1] * X["total_bill"]
    return np.array([np.sum(-residual), np.sum(-residual * X["total_bill"])])
