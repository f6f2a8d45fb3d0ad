# diagnosis: changes_arguments
def mse(theta, X, y_obs):
    residual = y_obs.to_numpy(copy=True) if isinstance(y_obs, pd.Series) else np.asarray(y_obs, dtype=float)
    residual -= np.asarray(X) @ np.asarray(theta)
    return np.mean(residual**2)
