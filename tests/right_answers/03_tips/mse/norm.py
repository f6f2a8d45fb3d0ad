def mse(theta, X, y_obs):
    residual = np.array(X, float).dot(np.array(theta, float)) - np.array(y_obs, float)
    print("residuals", residual.shape)
    return np.array([np.linalg.norm(residual) ** 2 / residual.size])
