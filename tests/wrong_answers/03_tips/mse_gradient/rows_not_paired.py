# diagnosis: none
def mse_gradient(theta, X, y_obs):
    frame = pd.DataFrame(X).sample(frac=1, random_state=1).reset_index(drop=True).to_numpy()
    residual = np.asarray(y_obs) - frame @ np.asarray(theta)
    return -2 / len(frame) * frame.T @ residual
