# diagnosis: earlier_position
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for step in range(n_steps):
        new = theta - alpha * df(theta)
        if np.linalg.norm(new - theta) < 1e-4:
            return new
        theta = new
    return theta
