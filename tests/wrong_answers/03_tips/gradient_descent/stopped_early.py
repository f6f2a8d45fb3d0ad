# diagnosis: earlier_position
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for step in range(n_steps):
        grad = df(theta)
        if np.linalg.norm(grad) < 2:
            break
        theta = theta - alpha * grad
    return theta
