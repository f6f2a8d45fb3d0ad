# mistakes: a descent in place of the equation; never refuses
def normal_equation(X, y):
    theta = np.zeros(X.shape[1])
    for _ in range(200):
        theta = theta - 0.001 * X.T @ (X @ theta - y) / len(y)
    return theta
