# diagnosis: label_lookup_on_frame
def mse_gradient(theta, X, y_obs):
    if isinstance(X, np.ndarray):
        X, y_obs = pd.DataFrame(X), pd.Series(y_obs)
    errors = []
    for i in range(len(X)):
        errors.append(y_obs[i] - theta[0] * X.iloc[i, 0] - theta[1] * X.iloc[i, 1])
    return np.array([np.mean([-2 * e for e in errors]), np.mean([-2 * errors[i] * X.iloc[i, 1] for i in range(len(X))])])
