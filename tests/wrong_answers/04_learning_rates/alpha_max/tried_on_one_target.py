# diagnosis: none
def alpha_max(X):
    target, rate = np.arange(len(X)), 1.0
    for _ in range(40):
        theta = np.zeros(X.shape[1])
        for _ in range(20):
            theta = theta - rate * 2 / len(X) * X.T @ (X @ theta - target)
        if np.mean((X @ theta - target) ** 2) < np.mean(target**2):
            break
        rate = rate * 0.9
    return rate
