def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    positions = [theta_init]
    for _ in range(n_steps):
        positions.append(gradient_descent(df, positions[-1], alpha, 1))
    return positions[-1], np.vstack(positions)
