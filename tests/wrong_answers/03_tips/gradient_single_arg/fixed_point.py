# diagnosis: prediction_ignored
def gradient_single_arg(theta):
    return np.array([-5.99655738, -135.22631803])
