# diagnosis: none
def predict(theta, x):
    return theta[0] + theta[1] * x


def mse(theta, X, y_obs):
    bills = np.asarray(X)[:, 1]
    return sum((np.asarray(y_obs) - predict(theta, bills)) ** 2) / len(bills)
