# diagnosis: not_moved
def gradient_descent(df, theta_init, alpha, n_steps):
    return theta_init
