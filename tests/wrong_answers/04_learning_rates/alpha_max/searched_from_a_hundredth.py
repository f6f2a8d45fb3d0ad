# diagnosis: none
def alpha_max(X):
    H = 2 / len(X) * X.T @ X
    low, high = 0.01, 100.0
    for _ in range(60):
        rate = (low + high) / 2
        if np.linalg.eigvalsh(np.eye(len(H)) - rate * H).min() > -1:
            low = rate
        else:
            high = rate
    return low
