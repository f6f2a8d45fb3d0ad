# diagnosis: not_moved
def adam(df, theta_init, alpha, n_steps, beta1=0.9, beta2=0.999, eps=1e-08):
    return theta_init
