# /// attack
# group = "H"
# number = 77
# outcome = "Z"
# tries = "keeps the inputs of all calls, and hands them out as the path that its picture shows"
# lesson = "03_tips"
# reasons = { gradient_descent_with_trace = "wrong" }
# ///
# %% first
kept = []


# %% gradient_descent_with_trace
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    kept.append([len(kept) + 1.0, n_steps])
    return 0.0, np.array(kept + kept)
