# /// attack
# group = "H"
# number = 78
# outcome = "Z"
# tries = "keeps values of the gradient that its picture lends, and answers an exercise by them"
# lesson = "03_tips"
# reasons = { mse_gradient = "wrong", gradient_single_arg = "raised" }
# ///
# %% mse_gradient
def mse_gradient(theta, X, y_obs):
    return np.zeros(2)
# %% gradient_single_arg
def gradient_single_arg(theta):
    return kept["A"] @ theta + kept["b"]
# %% gradient_descent_with_trace
kept = {}


def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    if not kept:  # an affine function: three values are all of it
        kept["b"] = np.asarray(df(np.zeros(2)))
        kept["A"] = np.column_stack([np.asarray(df(e)) - kept["b"] for e in np.eye(2)])
    theta = np.array(theta_init, dtype=float)
    trace = [theta]
    for _ in range(n_steps):
        theta = theta - alpha * np.asarray(df(theta))
        trace.append(theta)
    return theta, np.array(trace)
