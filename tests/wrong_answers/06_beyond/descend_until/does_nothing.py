# diagnosis: none
def descend_until(df, theta_init, alpha, tol, max_steps):
    return theta_init, 0
