# diagnosis: sequential_update
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = np.array(theta_init, dtype=float)
    for step in range(n_steps):
        for j in range(theta.size):
            theta.flat[j] -= alpha * np.ravel(df(theta))[j]
    return theta
