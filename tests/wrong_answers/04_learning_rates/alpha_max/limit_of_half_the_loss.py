# diagnosis: limit_of_half_the_loss
# public check: fails
def alpha_max(X):
    values = np.linalg.eigvalsh(X.T @ X / len(X))
    return 2 / max(values)
