def gradient_descent(df, theta_init, alpha, n_steps):
    moved = 0.0
    for _ in range(n_steps):
        moved = moved - alpha * df(theta_init + moved)
    return theta_init + moved
