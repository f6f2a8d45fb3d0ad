# diagnosis: none
def mse_gradient(theta, X, y_obs):
    rows = set(zip(np.asarray(X)[:, 1], np.asarray(y_obs)))
    total = np.zeros(2)
    for x1, target in rows:
        error = target - theta[0] - theta[1] * x1
        total += -2 * error * np.array([1, x1])
    return total / len(X)
