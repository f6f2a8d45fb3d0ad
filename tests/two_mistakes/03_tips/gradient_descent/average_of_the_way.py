# mistakes: returns the mean of the positions
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    path = [theta_init]
    for _ in range(n_steps):
        theta = theta - alpha * df(theta)
        path.append(theta)
    return np.mean(path, axis=0)
