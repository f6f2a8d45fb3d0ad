# diagnosis: intercept_twice
def normal_equation(X, y):
    X = np.column_stack([np.ones(len(y)), X])
    return np.linalg.pinv(X) @ y
