# diagnosis: frame_indexing_on_array
def mse(theta, X, y_obs):
    return np.mean((y_obs - theta[0] * X.iloc[:, 0] - theta[1] * X.iloc[:, 1]) ** 2)
