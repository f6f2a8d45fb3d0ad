# diagnosis: earlier_position
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for _ in range(n_steps):
        new = theta - alpha * df(theta)
        if np.allclose(new, theta):
            return new
        theta = new
    return theta
