def mse(theta, X, y_obs):
    X = pd.DataFrame(X)
    y_hat = theta[0] * X.iloc[:, 0] + theta[1] * X.iloc[:, 1]
    residual = np.array(y_obs) - y_hat.to_numpy()
    return (residual**2).mean()
