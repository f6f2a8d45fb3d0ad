# diagnosis: none
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    return theta_init, np.array([theta_init] * (n_steps + 1), dtype=float)
