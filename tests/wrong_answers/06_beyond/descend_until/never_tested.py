# diagnosis: never_tested
# says: It never stops before the last step that is allowed.
# asks: When is the test of your loop true?
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta, steps = theta_init, 0
    while steps < max_steps:
        g = df(theta)
        theta = theta - alpha * g
        steps += 1
    return theta, steps
