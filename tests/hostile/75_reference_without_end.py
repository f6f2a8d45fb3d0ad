# /// attack
# group = "H"
# number = 75
# outcome = "Z"
# tries = "fails on purpose, and has the answer lent in its place count to 10¹² outside the jail"
# lesson = "03_tips"
# reasons = { gradient_descent = "wrong", gradient_descent_with_trace = "time" }
# ///
# %% gradient_descent
def gradient_descent(df, theta_init, alpha, n_steps):
    return 0.0


# %% gradient_descent_with_trace
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    return gradient_descent(df, theta_init, 0.0, 10**12), 0
