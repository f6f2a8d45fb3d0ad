def mse_gradient(theta, X, y_obs):
    frame = pd.DataFrame(X)
    target = pd.Series(y_obs, index=frame.index) if isinstance(y_obs, np.ndarray) else y_obs
    residual = target - frame.iloc[:, 0] * theta[0] - frame.iloc[:, 1] * theta[1]
    return frame.mul(-2 * residual, axis=0).mean()
