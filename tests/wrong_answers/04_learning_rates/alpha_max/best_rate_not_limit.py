# diagnosis: best_rate_not_limit
# says: This is the rate that converges fastest, not the largest one.
# asks: At which rate does the steepest direction stop shrinking?
def alpha_max(X):
    values = np.linalg.eigvalsh(2 / len(X) * X.T @ X)
    return 2 / (values[0] + values[-1])
