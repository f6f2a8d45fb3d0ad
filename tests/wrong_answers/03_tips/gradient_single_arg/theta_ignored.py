# diagnosis: prediction_ignored
def gradient_single_arg(theta):
    return mse_gradient([0.0, 0.0], X, y)
