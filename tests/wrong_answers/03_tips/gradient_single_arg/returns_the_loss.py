# diagnosis: returns_the_loss
def gradient_single_arg(theta):
    return mse(theta, X, y)
