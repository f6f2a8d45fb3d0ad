# /// attack
# group = "H"
# number = 76
# outcome = "Z"
# tries = "hands the replacement what makes pandas raise something odd, so that it seems our fault"
# lesson = "03_tips"
# reasons = { gradient_descent = "wrong", gradient_descent_with_trace = "wrong_call" }
# ///
# %% gradient_descent
def gradient_descent(df, theta_init, alpha, n_steps):
    return 0.0


# %% gradient_descent_with_trace
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    start = pd.Series([1.0, 2.0])
    return gradient_descent(df, start, np.ones((2, 2)), 1), 0
