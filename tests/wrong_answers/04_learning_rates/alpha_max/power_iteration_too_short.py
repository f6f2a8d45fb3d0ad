# diagnosis: none
def alpha_max(X):
    H = 2 / len(X) * X.T @ X
    direction = np.ones(X.shape[1])
    for _ in range(5):
        direction = H @ direction
        direction = direction / np.linalg.norm(direction)
    return 2 / (direction @ H @ direction)
