# diagnosis: none
def fit_standardised(x, y, alpha, n_steps):
    return 0.0, 0.0
