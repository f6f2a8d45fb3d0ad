import copy


def gradient_descent(df, theta_init, alpha, n_steps):
    theta = np.array(theta_init, dtype=float)
    for _ in range(n_steps):
        theta -= alpha * np.asarray(df(theta.copy()))
    return theta
