import math


def descend_until(df, theta_init, alpha, tol, max_steps):
    theta, steps = theta_init, 0
    g = df(theta)
    while not (math.hypot(*g) <= tol or steps >= max_steps):
        theta = theta - alpha * g
        g = df(theta)
        steps = steps + 1
    return [theta, steps]
