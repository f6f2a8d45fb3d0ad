def momentum(df, theta_init, alpha, beta, n_steps):
    """The heavy ball, told by its last two places."""
    before, here = theta_init, theta_init
    for _ in range(n_steps):
        before, here = here, here - alpha * df(here) + beta * (here - before)
    return here
