# diagnosis: one_over_the_curvature
# says: This rate lands at the bottom of the steepest direction in one step.
# asks: By how much may a step overshoot before the distance grows?
def alpha_max(X):
    values = np.linalg.eigvalsh(2 / len(X) * X.T @ X)
    return 1 / max(values)
