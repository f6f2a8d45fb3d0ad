# diagnosis: root_of_the_curvature
def alpha_max(X):
    return len(X) / np.linalg.svd(X)[1][0]
