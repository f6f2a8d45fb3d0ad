class Line:
    def __init__(self, theta):
        self.theta = np.reshape(theta, (2, 1))

    def gradient(self, X, y):
        return 2 * X.T @ (X @ self.theta - y) / X.shape[0]


def mse_gradient(theta, X, y_obs):
    return Line(theta).gradient(np.asarray(X), np.asarray(y_obs).reshape(-1, 1))


print(mse_gradient([0.0, 0.0], X, y))
