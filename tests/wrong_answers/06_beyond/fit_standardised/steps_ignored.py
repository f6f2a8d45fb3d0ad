# diagnosis: steps_ignored
# says: This is the best line, however many steps it is told.
# asks: Where are you after as many steps as it is told?
def fit_standardised(x, y, alpha, n_steps):
    m, s = x.mean(), x.std()
    z = (x - m) / s
    a, b = y.mean(), (z * y).mean()
    return a - b / s * m, b / s
