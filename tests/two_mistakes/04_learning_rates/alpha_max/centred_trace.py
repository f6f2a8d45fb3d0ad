# mistakes: columns centred; the trace
def alpha_max(X):
    Z = X - X.mean(axis=0)
    return 3 * len(X) / np.trace(Z.T @ Z)
