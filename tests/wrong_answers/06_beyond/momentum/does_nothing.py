# diagnosis: none
def momentum(df, theta_init, alpha, beta, n_steps):
    return theta_init
