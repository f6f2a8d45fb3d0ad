# diagnosis: limit_of_half_the_loss
# says: This is the limit for half of the mean squared error.
# asks: Which factor stands in the curvature of the MSE itself?
# public check: fails
def alpha_max(X):
    values = np.linalg.eigvalsh(X.T @ X / len(X))
    return 2 / max(values)
