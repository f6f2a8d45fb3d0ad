# diagnosis: most_ignored
# says: It makes more updates than are allowed.
# asks: Which of your lines uses the largest number of steps?
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta, steps = theta_init, 0
    while True:
        g = df(theta)
        if np.linalg.norm(g) <= tol:
            break
        theta = theta - alpha * g
        steps += 1
    return theta, steps
