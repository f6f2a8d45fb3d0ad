# diagnosis: not_moved
def momentum(df, theta_init, alpha, beta, n_steps):
    return theta_init
