# mistakes: components reversed; never refuses
def normal_equation(X, y):
    return np.linalg.pinv(X) @ y[::-1]
