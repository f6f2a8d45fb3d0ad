def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = pd.Series(theta_init, dtype=float).to_numpy().copy()
    rows = {0: theta.copy()}
    for k in range(1, n_steps + 1):
        theta = theta - alpha * np.asarray(df(theta))
        rows[k] = theta.copy()
    return theta, pd.DataFrame.from_dict(rows, orient="index")
